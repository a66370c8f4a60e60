import * as v from "valibot";
import type { FormRequest, RequestMessage } from "../../webviews/form/protocol.ts";

/** The server's own limit is lower, but for texts that have none; a page is not to fill the memory. */
const longestValue = 200_000;

const name = v.pipe(v.string(), v.maxLength(40));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const request = v.variant("kind", [
  v.strictObject({ kind: v.literal("ready") }),
  v.strictObject({
    kind: v.literal("change"),
    field: name,
    value: v.pipe(v.string(), v.maxLength(longestValue)),
    change: count,
  }),
  v.strictObject({ kind: v.literal("offer"), field: name }),
  v.strictObject({ kind: v.literal("pick"), field: name }),
  v.strictObject({ kind: v.literal("reset"), field: name }),
  v.strictObject({ kind: v.literal("keep"), field: name, which: v.picklist(["mine", "theirs"]) }),
  v.strictObject({ kind: v.literal("revert") }),
  v.strictObject({ kind: v.literal("save") }),
  v.strictObject({ kind: v.literal("follow"), link: name }),
  v.strictObject({ kind: v.literal("act"), action: v.picklist(["retry", "copy", "discard", "signIn"]) }),
]) satisfies v.GenericSchema<FormRequest>;

const message = v.strictObject({ id: count, request }) satisfies v.GenericSchema<RequestMessage>;
const numbered = v.object({ id: count });

/** What a page asks for, if it is something that a form asks for. */
export function readRequest(data: unknown): RequestMessage | undefined {
  const read = v.safeParse(message, data);
  return read.success ? read.output : undefined;
}

/** The number of a message, whatever else is in it: it gets an answer. */
export function numberOfMessage(data: unknown): number | undefined {
  const read = v.safeParse(numbered, data);
  return read.success ? read.output.id : undefined;
}
