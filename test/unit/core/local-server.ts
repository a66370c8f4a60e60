import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, createServer as createRawServer, type Server, type Socket } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { generate } from "selfsigned";

/** Starts servers on 127.0.0.1 and ends them all. */
export class LocalServers {
  readonly #ends: (() => Promise<void>)[] = [];

  async http(answer: RequestListener): Promise<{ readonly port: number }> {
    return await this.#start(createServer(answer));
  }

  /** With a certificate that is trusted until the servers end, or that nobody trusts. */
  async https(answer: RequestListener, { trusted = false } = {}): Promise<{ readonly port: number }> {
    const pems = await generate([{ name: "commonName", value: "127.0.0.1" }], {
      keyType: "ec",
      algorithm: "sha256",
      extensions: [
        { name: "basicConstraints", cA: true },
        { name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] },
      ],
    });
    if (trusted) {
      const before = getCACertificates("default");
      setDefaultCACertificates([...before, pems.cert]);
      this.#ends.push(() => {
        setDefaultCACertificates(before);
        return Promise.resolve();
      });
    }
    return await this.#start(createSecureServer({ key: pems.private, cert: pems.cert }, answer));
  }

  /** Speaks whatever the test wants. */
  async raw(answer: (socket: Socket) => void): Promise<{ readonly port: number }> {
    return await this.#start(createRawServer(answer));
  }

  /** A port at which nobody listens. */
  async closedPort(): Promise<number> {
    const { port } = await this.raw(() => undefined);
    await this.#ends.pop()?.();
    return port;
  }

  async end(): Promise<void> {
    await Promise.all(this.#ends.splice(0).map((end) => end()));
  }

  async #start(server: Server): Promise<{ readonly port: number }> {
    const sockets = new Set<Socket>();
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      // Those who hang up in the middle are part of the tests.
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
    });
    server.on("tlsClientError", () => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#ends.push(async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    });
    const { port } = server.address() as AddressInfo;
    return { port };
  }
}
