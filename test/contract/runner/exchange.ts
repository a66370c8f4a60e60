import { Agent, request } from "node:http";
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import { buffer } from "node:stream/consumers";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";

export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | undefined;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Sends exactly the headers that it is given; a `fetch` would add its own. */
export class Exchange implements Disposable {
  readonly #agent = new Agent({ keepAlive: true });

  async send({ method, url, headers, body }: Sent): Promise<Received> {
    const length = body === undefined && method === "GET" ? {} : { "Content-Length": body?.length ?? 0 };
    const outgoing = request(url, { method, agent: this.#agent, headers: { ...headers, ...length } });
    outgoing.end(body);
    const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
    return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: await buffer(incoming) };
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}
