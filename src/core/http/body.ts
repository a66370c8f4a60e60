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
  // Not a list of what came: a server may send byte by byte, and each piece would take hundreds.
  let bytes = new Uint8Array(64 * 1024);
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await unlessAborted(reader.read(), signal);
      if (done) return bytes.subarray(0, length);
      heard();
      const end = length + value.byteLength;
      if (end > most) return undefined;
      if (end > bytes.length) bytes = enlarged(bytes, Math.max(end, 2 * bytes.length));
      bytes.set(value, length);
      length = end;
    }
  } finally {
    // It does nothing after the end. It is not waited for: a stream may never answer.
    reader.cancel().catch(() => undefined);
  }
}

function enlarged(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}
