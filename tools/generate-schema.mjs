// Makes src/core/schema.gen.ts, the types of the server's answers, from the server's own API schema.
// With --check nothing is written: it fails when the committed file is not what would be written.
import { readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const source = new URL("cvat-openapi-2.73.0.json", import.meta.url);
const target = new URL("../src/core/schema.gen.ts", import.meta.url);

/** What the core reads; the schemas that these refer to come along. */
const wanted = [
  "About",
  "AccessTokenRead",
  "BasicUser",
  "JobRead",
  "Label",
  "MembershipRead",
  "OrganizationRead",
  "ProjectRead",
  "Request",
  "TaskRead",
  "User",
];

/**
 * The schema calls nearly every field of an answer optional, while the server always sends them. All are made required
 * but these, with the reason. The oldest server that the client works with is 2.16, the newest one known is 2.80.
 */
const optional = {
  About: {
    logo_url: "since 2.30",
    subtitle: "since 2.30",
  },
  AccessTokenRead: {
    value: "only in the answer that creates the token",
  },
  JobRead: {
    consensus_replicas: "from 2.27 to 2.79",
    data_original_chunk_type: "later than 2.16",
    media_type: "since 2.65",
    parent_job_id: "since 2.27",
    project_name: "since 2.59",
    replicas_count: "since 2.59",
    task_name: "since 2.59",
  },
  Label: {
    project_id: "a label of a task has task_id instead",
    task_id: "a label of a project has project_id instead",
    svg: "only of skeletons",
  },
  ProjectRead: {
    organization_id: "since 2.44, `organization` is the same",
  },
  RequestDataOperation: {
    format: "not of merging and quality",
    function_id: "only of automatic annotation",
    lightweight: "since 2.44",
    org_id: "since 2.65",
  },
  TaskRead: {
    consensus_enabled: "from 2.27 to 2.79",
    initial_replicas: "since 2.80",
    data_chunk_size: "not before there are data",
    data_cloud_storage_id: "not before there are data, later than 2.16",
    data_compressed_chunk_type: "not before there are data",
    data_original_chunk_type: "not before there are data",
    image_quality: "not before there are data, never of audio",
    size: "not before there are data",
    media_type: "since 2.65",
    organization_id: "since 2.44, `organization` is the same",
    project_name: "since 2.59",
    validation_mode: "since 2.21",
  },
  User: {
    has_analytics_access: "later than 2.16",
  },
};

/** Fields that the schema says can't be null, and that were seen to be null. */
const nullable = {
  // seen on servers before 2.70
  Request: ["status"],
  // while the data are being prepared, and after that failed
  TaskRead: ["data_compressed_chunk_type", "data_original_chunk_type"],
};

/** Fields of newer servers. */
const added = {
  TaskRead: { initial_replicas: { type: "integer" } },
};

function collect(schemas, name, into) {
  if (Object.hasOwn(into, name)) return;
  into[name] = schemas[name];
  for (const [, reference] of JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    collect(schemas, reference, into);
  }
}

function known(schema, fields, what) {
  for (const field of fields) {
    if (!Object.hasOwn(schema.properties, field))
      throw new Error(`${what}.${field} is no field of the schema`);
  }
}

function correct(name, schema) {
  if (!schema.properties) return schema;
  const properties = { ...schema.properties, ...added[name] };
  const exceptions = Object.keys(optional[name] ?? {});
  known({ properties }, [...exceptions, ...(nullable[name] ?? [])], name);
  for (const field of nullable[name] ?? [])
    properties[field] = { allOf: [properties[field]], nullable: true };
  for (const [field, definition] of Object.entries(properties)) {
    properties[field] = { ...definition };
    // A default would make the field required also where it is optional.
    delete properties[field].default;
    // What is deprecated is all that older servers have.
    delete properties[field].deprecated;
  }
  return {
    ...schema,
    properties,
    required: Object.keys(properties).filter((field) => !exceptions.includes(field)),
  };
}

/** Newer servers have words that this schema does not know, so each enumeration stays open. */
function openWords(schema) {
  if (!Array.isArray(schema.enum) || schema.type !== "string") return undefined;
  const { factory } = ts;
  const nothing = factory.createKeywordTypeNode(ts.SyntaxKind.NeverKeyword);
  return factory.createUnionTypeNode([
    ...schema.enum.map((word) => factory.createLiteralTypeNode(factory.createStringLiteral(word))),
    factory.createIntersectionTypeNode([
      factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
      factory.createTypeReferenceNode("Record", [nothing, nothing]),
    ]),
  ]);
}

async function generate() {
  const { components, ...rest } = JSON.parse(await readFile(source, "utf8"));
  const picked = {};
  for (const name of wanted) collect(components.schemas, name, picked);
  const schemas = Object.fromEntries(
    Object.entries(picked)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => [name, correct(name, schema)]),
  );
  const nodes = await openapiTS(
    { ...rest, paths: {}, components: { schemas } },
    { immutable: true, transform: openWords },
  );
  const types = astToString(nodes.filter((node) => node.name?.text === "components"));
  return `// Made by "npm run generate" from tools/cvat-openapi-2.73.0.json; never edited by hand.\n\n${types}`;
}

const text = await generate();
if (!process.argv.includes("--check")) {
  await writeFile(target, text);
} else if (text !== (await readFile(target, "utf8").catch(() => ""))) {
  console.error('src/core/schema.gen.ts is not what the API schema gives: run "npm run generate".');
  process.exitCode = 1;
}
