import * as fields from "../fields/fields.ts";
import type { CreationState } from "../nouns/creation-requests.ts";
import { isRecord } from "../world/world.ts";
import type { FaultKind, FaultRequest } from "./faults.ts";

/** What tests ask for over HTTP, read. */

type Json = Readonly<Record<string, unknown>>;

const texts: fields.Field<Readonly<Record<string, string>>> = (value) => {
  if (!isRecord(value)) throw new fields.Invalid(["Not an object."]);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)]));
};

const raw = fields.text({ blank: true, untrimmed: true });

const faultField = fields.object({
  kind: fields.required(
    fields.choice([
      "delay",
      "hold",
      "status",
      "body",
      "cut",
      "endless",
      "redirect",
      "silence",
      "reset",
      "interrupt",
      "late",
    ] as const),
  ),
  times: fields.optional(fields.integer({ min: 1 })),
  match: fields.optional(
    fields.object({
      method: fields.optional(fields.text()),
      path: fields.optional(fields.text()),
      query: fields.optional(texts),
    }),
  ),
  milliseconds: fields.optional(fields.integer({ min: 0 })),
  status: fields.optional(fields.integer({ min: 100 })),
  headers: fields.optional(texts),
  body: fields.optional(raw),
  contentType: fields.optional(raw),
  bytes: fields.optional(fields.integer({ min: 0 })),
  location: fields.optional(raw),
  after: fields.optional(fields.boolean()),
  requests: fields.optional(fields.integer({ min: 1 })),
});

type AskedFault = ReturnType<typeof faultField>;

export function readFault(json: Json): FaultRequest {
  const read = fields.readBody(faultField, json);
  return { ...kindOf(read), match: read.match, times: read.times };
}

function kindOf(read: AskedFault): FaultKind {
  const { kind = "status", contentType, body } = read;
  switch (kind) {
    case "delay":
      return { kind, milliseconds: read.milliseconds ?? 1000 };
    case "status":
      return {
        kind,
        status: read.status ?? 500,
        after: read.after,
        headers: read.headers,
        body,
        contentType,
      };
    case "body":
      return { kind, body: body ?? "", contentType };
    case "cut":
      return { kind, bytes: read.bytes };
    case "endless":
      return { kind, contentType };
    case "redirect":
      return { kind, location: read.location ?? "/", status: read.status };
    case "reset":
      return { kind, after: read.after };
    case "interrupt":
      return { kind, bytes: read.bytes };
    case "late":
      return { kind, requests: read.requests, status: read.status };
    case "hold":
    case "silence":
      return { kind };
  }
}

const creationField = fields.object({
  status: fields.required(fields.choice(["queued", "started", "failed", "finished"] as const)),
  message: fields.optional(raw),
  progress: fields.optional((value) => Number(value)),
});

export function readCreationState(json: Json): CreationState {
  const { status = "queued", message = "", progress = 0 } = fields.readBody(creationField, json);
  return { status, message, progress };
}
