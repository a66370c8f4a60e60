import type { ReadableStream } from "node:stream/web";
import { unlessAborted } from "../waiting.ts";

/**
 * Reads a body to its end. `undefined` if it is longer than `most` bytes; what is left is then not read.
 *
 * @param heard is called when bytes came
 */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  most: number,
  signal: AbortSignal,
  heard: () => void,
): Promise<Uint8Array | undefined> {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await unlessAborted(reader.read(), signal);
      if (done) return Buffer.concat(parts, length);
      heard();
      length += value.byteLength;
      if (length > most) return undefined;
      parts.push(value);
    }
  } finally {
    // It does nothing after the end. It is not waited for: a stream may never answer.
    reader.cancel().catch(() => undefined);
  }
}
