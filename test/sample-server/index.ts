/**
 * The sample server: a small, faithful CVAT 2.73 for tests, for `npm start`, and for trying things out.
 *
 * In a test, in the same process:
 *
 * ```ts
 * const server = await startSampleServer();               // the sample set: 2 projects, 5 tasks, 9 jobs
 * const alice = server.account("alice");                  // { username, password, token }
 * await fetch(`${server.origin}/api/tasks`, { headers: { Authorization: `Bearer ${alice.token}` } });
 * await server.close();
 * ```
 *
 * `startSampleServer({ tasks: 1240 })` adds generated tasks of alice's, `{ world: {…} }` starts with other users and
 * nothing else, `{ data: folder }` keeps the state there.
 *
 * Faults meet the next requests that match (`*` in a path stands for anything), once unless `times` says otherwise:
 *
 * ```ts
 * server.faults.add({ kind: "status", status: 500, body: "<h1>Oops</h1>", match: { path: "/api/tasks" } });
 * server.faults.add({ kind: "status", status: 429, headers: { "Retry-After": "7" }, times: 3 });
 * server.faults.add({ kind: "cut" });                      // the connection breaks in the middle of the answer
 * server.faults.add({ kind: "body", body: "[1, 2" });      // also: endless, redirect, silence, reset, delay
 * server.faults.add({ kind: "interrupt" });                // the connection breaks while the request comes
 * server.faults.add({ kind: "late", requests: 2 });        // it breaks; the request is carried out after two others
 * const held = server.faults.add({ kind: "hold", match: { path: "/api/projects" } });
 * await held.met;                                          // the request has come …
 * held.release();                                          // … and now gets its answer
 * ```
 *
 * `server.requests.all({ path: "/api/tasks" })` are the requests that came; `server.requests.clear()` forgets them.
 * `server.setCreationRequest(taskId, { status: "failed", message: "…" })` sets how far a task's creation has come.
 *
 * From another process: start it with `--control` and use the paths of `control/endpoints.ts`.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { readFileSync } from "node:fs";
import path from "node:path";
import { answerControl, controlPath } from "./control/endpoints.ts";
import { Faults } from "./control/faults.ts";
import { injure, interrupt } from "./control/injury.ts";
import { RequestLog } from "./control/request-log.ts";
import { Dispatcher } from "./http/dispatch.ts";
import { headOf, receive } from "./http/incoming.ts";
import type { Incoming } from "./http/incoming.ts";
import { Router } from "./http/router.ts";
import { render, send } from "./http/send.ts";
import { setCreation } from "./nouns/creation-requests.ts";
import type { CreationState } from "./nouns/creation-requests.ts";
import { webUiRoute } from "./nouns/pages.ts";
import { allRoutes } from "./nouns/routes.ts";
import { findSampleFolder } from "./sample-folder.ts";
import { SystemClock } from "./world/clock.ts";
import { addGeneratedTasks } from "./world/generated.ts";
import { Persistence } from "./world/persistence.ts";
import { Pictures } from "./world/pictures.ts";
import { addSampleSet } from "./world/sample-set.ts";
import { parseWorldFile, populate } from "./world/world-file.ts";
import type { WorldFile } from "./world/world-file.ts";
import { World } from "./world/world.ts";

export { findSampleFolder } from "./sample-folder.ts";
export type { WorldFile } from "./world/world-file.ts";

export interface SampleServerOptions {
  /** Default 0: a free one. */
  readonly port?: number | undefined;
  /** Users and organizations to start with, and nothing else; default: those of the sample set, with it. */
  readonly world?: WorldFile | undefined;
  /** A folder that keeps the state from start to start. */
  readonly data?: string | undefined;
  /** How many generated tasks alice has besides. */
  readonly tasks?: number | undefined;
  /** Whether the control paths answer. */
  readonly control?: boolean | undefined;
  /** Hears of mistakes in the server itself; default: standard error. */
  readonly report?: ((error: unknown) => void) | undefined;
}

interface Account {
  readonly username: string;
  readonly password: string;
  /** A writing access token. */
  readonly token: string;
}

export interface SampleServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly accounts: readonly Account[];
  /** The account of a user of the world. Throws if there is none. */
  account(username: string): Account;
  /** Sets how far a task's creation has come; `null` takes the request away. */
  setCreationRequest(taskId: number, state: CreationState | null): void;
  /** Ends all connections, and writes the state if it is kept. */
  close(): Promise<void>;
}

/** Starts a server on the loopback. */
export async function startSampleServer(options: SampleServerOptions = {}): Promise<SampleServer> {
  const folder = findSampleFolder();
  const file = options.world ?? readWorld(path.join(folder, "world.json"));
  const world = new World(new SystemClock());
  const persistence = options.data === undefined ? undefined : new Persistence(world, options.data);
  if (!persistence?.restore()) {
    populate(world, file);
    if (!options.world) addSampleSet(world, folder);
    addGeneratedTasks(world, options.tasks ?? 0);
  }
  persistence?.start();
  const server = new RunningServer(
    world,
    new Pictures(path.join(folder, "images"), options.data),
    file,
    options,
  );
  await server.listen(options.port ?? 0);
  server.whenClosed(() => persistence?.stop());
  return server;
}

/** Reads a world's file. Throws with what is wrong in it. */
export function readWorld(file: string): WorldFile {
  return parseWorldFile(JSON.parse(readFileSync(file, "utf8")));
}

class RunningServer implements SampleServer {
  readonly faults = new Faults();
  readonly requests = new RequestLog();
  readonly accounts: readonly Account[];
  readonly #world: World;
  readonly #dispatcher: Dispatcher;
  readonly #control: boolean;
  readonly #server: Server;
  readonly #closing = new AbortController();
  #finish: () => void = () => undefined;

  constructor(world: World, pictures: Pictures, file: WorldFile, options: SampleServerOptions) {
    const report = options.report ?? console.error;
    this.#world = world;
    this.#control = options.control ?? false;
    this.#dispatcher = new Dispatcher(new Router(allRoutes(), webUiRoute), world, pictures, report);
    this.accounts = Object.entries(file.users).map(([username, { password, token }]) => ({
      username,
      password,
      token,
    }));
    this.#server = createServer((message, response) => {
      this.#handle(message, response).catch((error: unknown) => {
        response.destroy();
        if (!message.destroyed) report(error);
      });
    });
    // Longer than clients keep an idle connection, so that none is cut while it is taken up again.
    this.#server.keepAliveTimeout = 75_000;
  }

  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The server does not listen");
    return `http://127.0.0.1:${address.port}`;
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
  }

  account(username: string): Account {
    const found = this.accounts.find((each) => each.username === username);
    if (!found) throw new Error(`The world has no user ${username}`);
    return found;
  }

  setCreationRequest(taskId: number, state: CreationState | null): void {
    if (state) setCreation(this.#world, taskId, state);
    else this.#world.requests.removeWhere((row) => row.action === "create" && row.task_id === taskId);
  }

  whenClosed(finish: () => void): void {
    this.#finish = finish;
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.faults.clear();
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
    this.#finish();
  }

  async #handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const head = headOf(message);
    const isControl = this.#control && head.path.startsWith(controlPath);
    const interruption = isControl ? undefined : this.faults.meetInBody(head);
    if (interruption) {
      this.requests.add(head, this.#world.clock.milliseconds());
      await interrupt(message, interruption.bytes);
      return;
    }
    const incoming = await receive(message);
    if (isControl) {
      const reply = answerControl(incoming, this);
      send(response, await render(incoming, { reply, renderer: "json", allow: undefined }), false);
      return;
    }
    this.requests.add(incoming, this.#world.clock.milliseconds());
    const answer = async () => render(incoming, await this.#dispatcher.dispatch(incoming));
    const fault = this.faults.meet(incoming);
    if (fault) await injure(response, fault, answer, this.#closing.signal);
    else send(response, await answer(), isHead(incoming));
    if (fault?.kind.kind !== "late") this.faults.answered();
  }
}

function isHead(incoming: Incoming): boolean {
  return incoming.method === "HEAD";
}
