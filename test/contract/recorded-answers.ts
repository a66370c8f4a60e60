import path from "node:path";
import process from "node:process";
import { areasOf, scenariosOf } from "./runner/scenario.ts";
import type { Json, Recorded, Scenario, Step } from "./runner/scenario.ts";
import { Variables } from "./runner/variables.ts";

export const origin = "https://cvat.example.org";

/** An answer of a real server as it could arrive: the places where a run differs from the next are filled in. */
export interface RecordedAnswer {
  /** Where it is from, for messages. */
  readonly from: string;
  readonly method: string;
  /** With `{{id}}` for the ids in it. */
  readonly path: string;
  readonly query: Readonly<Record<string, Json>>;
  readonly status: number;
  readonly recorded: Recorded;
  /** The body if it is JSON. */
  readonly json: Json | undefined;
  response(): Response;
}

/** All answers of all recorded scenarios. */
export function recordedAnswers(): RecordedAnswer[] {
  const folder = path.join(process.cwd(), "test/contract/recorded");
  return areasOf(folder).flatMap((area) =>
    scenariosOf(folder, area).flatMap((scenario) => {
      const variables = likelyValues(scenario);
      return scenario.steps.map((step, index) =>
        answerOf(step, `${area}/${scenario.scenario}, step ${index + 1}`, variables),
      );
    }),
  );
}

function answerOf(step: Step, from: string, variables: Variables): RecordedAnswer {
  const { request, response: recorded } = step;
  const filled = recorded.json === undefined ? undefined : variables.fill(withoutMarkers(recorded.json));
  const json = filled === undefined ? undefined : numbered(filled, request.path);
  return {
    from,
    method: request.method,
    path: request.path.replace(/\{\{[^{}]+\}\}|(?<=^\/api\/requests\/)[^/]+$/g, "{{id}}"),
    query: request.query ?? {},
    status: recorded.status,
    recorded,
    json,
    response: () =>
      new Response(bodyOf(recorded, json), { status: recorded.status, headers: headersOf(recorded) }),
  };
}

function bodyOf(recorded: Recorded, json: Json | undefined): string | null {
  if (json !== undefined) return JSON.stringify(json);
  if (recorded.text !== undefined) return recorded.text;
  if (recorded.html === undefined) return null;
  return `<!doctype html><html lang="en"><head><title>${recorded.html}</title></head><body><h1>${recorded.html}</h1></body></html>`;
}

function headersOf(recorded: Recorded): Headers {
  return new Headers(Object.entries(recorded.headers ?? {}).filter(([, value]) => !/[<{]/.test(value)));
}

/** What is saved from answers are ids, which are numbers, but for these. */
const isText = /^header:|^body$|\/(?:key|rq_id|value|uuid|result_url|filename)$/;

/** What the server would have chosen. */
function likelyValues({ steps }: Scenario): Variables {
  const variables = new Variables([
    ["base", origin],
    ["host", new URL(origin).host],
    ["stamp", "k3x9"],
    ["crewSlug", "crew"],
    ["crewId", 1],
    ["betaSlug", "beta"],
    ["betaId", 2],
    ...["admin", "alice", "bob", "carol", "dave", "erin"].map(
      (name, index) => [`user.${name}`, index + 1] as const,
    ),
  ]);
  let id = 100;
  for (const [name, pointer] of steps.flatMap((step) => Object.entries(step.save ?? {}))) {
    id += 1;
    variables.set(name, isText.test(pointer) ? `${name}-${id}` : id);
  }
  return variables;
}

function withoutMarkers(value: Json): Json {
  if (value === "<int>") return 90;
  if (value === "<date>") return "2026-11-23T15:01:18.367289Z";
  if (typeof value === "string")
    return value.replace(/<(uuid|key)>/g, "0f8fad5b-d9cb-469f-a165-70867728950e");
  if (Array.isArray(value)) return value.map(withoutMarkers);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutMarkers(inner)]));
}

/** Rows get ids in the order that the server promises, since which they had is not recorded. */
function numbered(json: Json, path: string): Json {
  if (json === null || typeof json !== "object" || !("results" in json)) return json;
  const rows = json["results"];
  if (!Array.isArray(rows)) return json;
  const up = path === "/api/labels";
  const results = rows.map((row: Json, index) =>
    row !== null && typeof row === "object" && "id" in row
      ? { ...row, id: 5000 + (up ? index : -index) }
      : row,
  );
  return { ...json, results };
}
