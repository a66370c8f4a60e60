import assert from "node:assert/strict";
import type { Fault } from "../sample-server/control/faults.ts";
import type { SampleServer } from "../sample-server/index.ts";

type Json = Record<string, unknown>;

/** Answers of the server as alice gets them. */
export async function ask(server: SampleServer, method: string, path: string, body?: Json): Promise<Json> {
  const answer = await fetch(server.origin + path, {
    method,
    headers: {
      Accept: "application/vnd.cvat+json",
      Authorization: `Bearer ${server.account("alice").token}`,
      "Content-Type": "application/json",
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  const read: unknown = JSON.parse(text);
  assert(isRecord(read));
  return read;
}

/**
 * From now on the server answers this list of alice's with other rows, until the fault is released. Lists below a row
 * are not meant, as long as they are in another order.
 */
export async function serveChanged(
  server: SampleServer,
  path: string,
  change: (row: Json, index: number) => Json,
): Promise<Fault> {
  const list = await ask(server, "GET", `${path}?sort=-id&page_size=100`);
  assert(Array.isArray(list["results"]));
  const results = list["results"].filter(isRecord).map(change);
  return server.faults.add({
    kind: "body",
    body: JSON.stringify({ ...list, results }),
    match: { path, query: { sort: "-id" } },
    times: Number.MAX_SAFE_INTEGER,
  });
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
