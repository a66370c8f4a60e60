import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import net, { type Server, type Socket } from "node:net";
import { generate } from "selfsigned";

/** Something at an address that is no CVAT server. */
export class Pretender {
  /** What it was told, headers and all. */
  readonly heard: string[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #taken = 0;

  private constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket: Socket) => {
      this.#sockets.add(socket);
      this.#taken += 1;
      socket.on("close", () => this.#sockets.delete(socket));
      // Whoever gives up cuts the connection.
      socket.on("error", () => undefined);
    });
  }

  /** A web page that knows nothing of CVAT, as on a host that serves something else. */
  static webPage(): Promise<Pretender> {
    return Pretender.#answering(http.createServer(), 200, "<!doctype html><h1>It works</h1>");
  }

  /** A proxy whose CVAT is down. */
  static brokenProxy(): Promise<Pretender> {
    return Pretender.#answering(http.createServer(), 502, "<html><h1>502 Bad Gateway</h1></html>");
  }

  /** A server that shows a certificate which nobody vouches for. */
  static async selfSigned(): Promise<Pretender> {
    const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
    return Pretender.#answering(https.createServer({ key, cert }), 200, "");
  }

  /** Takes every connection, and never says a word. */
  static async silent(): Promise<Pretender> {
    const server = net.createServer();
    const pretender = new Pretender(server);
    server.on("connection", (socket) => {
      socket.on("data", (bytes) => pretender.heard.push(bytes.toString("latin1")));
    });
    return pretender.#listen();
  }

  /** An address where nobody listens. */
  static async nowhere(): Promise<string> {
    const gone = await Pretender.silent();
    const { address } = gone;
    await gone.close();
    return address;
  }

  static #answering(server: http.Server | https.Server, status: number, page: string): Promise<Pretender> {
    const pretender = new Pretender(server);
    server.on(
      "request",
      ({ method, url, rawHeaders }: http.IncomingMessage, response: http.ServerResponse) => {
        pretender.heard.push([method, url, ...rawHeaders].join("\n"));
        response.writeHead(status, { "Content-Type": "text/html" });
        response.end(page);
      },
    );
    return pretender.#listen();
  }

  /** `127.0.0.1:PORT` */
  get address(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("It does not listen");
    return `127.0.0.1:${address.port}`;
  }

  /** How many connections it has taken. */
  get taken(): number {
    return this.#taken;
  }

  /** How many of them are open. */
  get open(): number {
    return this.#sockets.size;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #listen(): Promise<this> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return this;
  }
}
