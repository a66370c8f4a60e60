import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { send } from "../http/send.ts";
import type { Wire } from "../http/send.ts";
import type { MetFault } from "./faults.ts";

/** Answers a request in the way of the fault that it has met. `answer` carries the request out. */
export async function injure(
  response: ServerResponse,
  fault: MetFault,
  answer: () => Promise<Wire>,
  closed: AbortSignal,
): Promise<void> {
  const { kind } = fault;
  switch (kind.kind) {
    case "delay":
      await sleep(kind.milliseconds, undefined, { signal: closed }).catch(() => undefined);
      send(response, await answer(), false);
      return;
    case "hold":
      await fault.released;
      send(response, await answer(), false);
      return;
    case "status": {
      if (kind.after) await answer();
      const contentType = kind.contentType ?? "text/html; charset=utf-8";
      send(
        response,
        made(kind.status, { "Content-Type": contentType, ...kind.headers }, kind.body ?? ""),
        false,
      );
      return;
    }
    case "redirect":
      send(response, made(kind.status ?? 302, { Location: kind.location }, ""), false);
      return;
    case "body": {
      const wire = await answer();
      const contentType = kind.contentType ?? wire.headers["Content-Type"] ?? "application/vnd.cvat+json";
      send(response, made(wire.status, { "Content-Type": contentType }, kind.body), false);
      return;
    }
    case "cut":
      cut(response, await answer(), kind.bytes);
      return;
    case "endless":
      endless(response, kind.contentType ?? "application/vnd.cvat+json");
      return;
    case "silence":
      return;
    case "reset":
      if (kind.after) await answer();
      reset(response);
      return;
    case "late":
      if (kind.status === undefined) reset(response);
      else send(response, made(kind.status, { "Content-Type": "text/html; charset=utf-8" }, ""), false);
      await fault.released;
      if (!closed.aborted) await answer();
      return;
    case "interrupt":
      throw new Error("It is met while the body comes");
  }
}

/** Lets so many bytes of a request's body come, and resets its connection. */
export async function interrupt(message: IncomingMessage, bytes = 0): Promise<void> {
  let come = 0;
  if (bytes > 0) {
    for await (const chunk of message) {
      come += (chunk as Uint8Array).byteLength;
      if (come >= bytes) break;
    }
  }
  message.socket.resetAndDestroy();
}

function made(status: number, headers: Wire["headers"], body: string): Wire {
  const bytes = Buffer.from(body);
  return { status, headers: { ...headers, "Content-Length": String(bytes.length) }, body: bytes };
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function cut(response: ServerResponse, wire: Wire, after: number | undefined): void {
  for (const [name, value] of Object.entries(wire.headers)) {
    response.setHeader(name, typeof value === "string" ? value : [...value]);
  }
  response.writeHead(wire.status);
  response.write(wire.body.subarray(0, after ?? Math.floor(wire.body.length / 2)), () => {
    // What was written has gone to the system; a tick later the reset follows it.
    setImmediate(() => {
      response.socket?.destroy();
    });
  });
}

const piece = Buffer.alloc(64 * 1024, " ");

function endless(response: ServerResponse, contentType: string): void {
  response.writeHead(200, { "Content-Type": contentType });
  response.write('{"count": 1, "next": null, "previous": null, "results": [');
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.on("drain", more);
  more();
}
