import { Client } from "../../../src/core/index.ts";
import type { FormObject } from "../../../src/forms/model/objects.ts";
import { factsOf } from "../../../src/forms/page/facts.ts";
import type { Part } from "../../../src/webviews/form/protocol.ts";
import { job, project, task } from "../explorer/small-world.ts";

type Fields = Readonly<Record<string, unknown>>;

/** When the objects of a small world were 3 h old. */
export const now = Date.parse("2026-11-20T13:00:00Z");

/** An object as a server would send it, whatever it has in its fields. */
export async function objectOf(noun: FormObject["noun"], fields: Fields = {}): Promise<FormObject> {
  const body = { project: () => project(1), task: () => task(1), job: () => job(1, 7), organization }[noun]();
  const client = new Client({
    origin: "https://cvat.example.org",
    fetch: () => Promise.resolve(Response.json({ ...body, ...fields })),
  });
  switch (noun) {
    case "project":
      return { noun, entity: await client.projects.retrieve(1) };
    case "task":
      return { noun, entity: await client.tasks.retrieve(1) };
    case "job":
      return { noun, entity: await client.jobs.retrieve(1) };
    case "organization":
      return { noun, entity: await client.organizations.retrieve(1) };
  }
}

function organization(): Fields {
  const { owner, created_date, updated_date } = project(1);
  return {
    id: 1,
    slug: "crew",
    name: "Crew",
    description: "",
    contact: {},
    owner,
    created_date,
    updated_date,
  };
}

/** The facts of an object, line by line: links are in brackets. */
export function factLines(object: FormObject, organization?: string): string[] {
  return factsOf(object, { organization, now }).map(({ term, parts }) => `${term}: ${textOf(parts)}`);
}

export function textOf(parts: readonly Part[]): string {
  return parts.map(({ text, link }) => (link === undefined ? text : `[${text}](${link})`)).join("");
}
