import assert from "node:assert/strict";
import { EventEmitter } from "vscode";
import type { Connection, SessionState } from "../../../src/accounts/index.ts";
import { accessToken, Client } from "../../../src/core/index.ts";
import type { Edit } from "../../../src/edits/index.ts";
import { Drafts, type Identity } from "../../../src/forms/drafts.ts";
import { Form, type FormNeeds } from "../../../src/forms/form.ts";
import { Places } from "../../../src/forms/reading.ts";
import type { CvatObject } from "../../../src/objects/index.ts";
import type { Person } from "../../../src/people/index.ts";
import { Myself } from "../../../src/permissions/index.ts";
import type { FieldView, FormNoun, FormRequest, FormView } from "../../../src/webviews/form/protocol.ts";
import { type SampleServer, startSampleServer } from "../../sample-server/index.ts";
import { memoryOf, noting } from "../../support/doubles.ts";
import { ManualClock, until } from "../core/manual-clock.ts";
import { PanelDouble } from "./panel-double.ts";

type Picking = Parameters<FormNeeds["pickPerson"]>[0];

/** What a person sees and does in one form at a time, on a sample server of its own. */
export class OpenForm {
  readonly server: SampleServer;
  readonly clock = new ManualClock(Date.parse("2026-11-25T00:00:00Z"));
  readonly memory = memoryOf();
  readonly lines: string[];
  readonly drafts: Drafts;
  readonly places = new Places();
  readonly known = new Map<string, CvatObject>();
  /** What happened outside of the form, in order: "removed task:1", "copy …", "browse …", "open task 1", "sign in". */
  readonly done: string[] = [];
  readonly refused: Connection[] = [];
  /** What can be taken back. */
  readonly saved: Edit[] = [];
  /** What the picker of people was asked; it answers with `chosen`. */
  readonly picked: Picking[] = [];
  chosen: Person | null | undefined;
  panel = new PanelDouble();
  form: Form | undefined;
  readonly #changed = new EventEmitter<SessionState>();
  readonly needs: FormNeeds;
  #state: SessionState = { kind: "signedOut" };
  #last = 0;
  #isOver = false;

  private constructor(server: SampleServer) {
    this.server = server;
    const { logger, lines } = noting();
    this.lines = lines;
    this.drafts = new Drafts(this.memory, logger);
    const note = (what: string) => void this.done.push(what);
    const current = () => this.#state;
    this.needs = {
      session: {
        get state() {
          return current();
        },
        onDidChange: this.#changed.event,
        refused: (connection) => this.refused.push(connection),
      },
      explorer: {
        known: (key) => this.known.get(key),
        removed: (key) => {
          note(`removed ${key}`);
        },
      },
      myself: new Myself(this.clock),
      drafts: this.drafts,
      clock: this.clock,
      logger,
      places: this.places,
      pickPerson: (options) => {
        this.picked.push(options);
        return Promise.resolve(this.chosen);
      },
      openExternal: (address) => {
        note(`browse ${address}`);
      },
      copy: (text) => {
        note(`copy ${text}`);
      },
      signIn: () => {
        note("sign in");
      },
      saved: (edit) => {
        this.saved.push(edit);
      },
      open: ({ noun, id }) => {
        note(`open ${noun} ${id}`);
      },
      closed: () => {
        note("closed");
      },
    };
  }

  /** With alice signed in. */
  static async start(): Promise<OpenForm> {
    const opened = new OpenForm(await startSampleServer());
    opened.enter({ kind: "signedIn", connection: opened.connect("alice") });
    return opened;
  }

  connect(username: string, { readOnly = false } = {}): Connection {
    const { origin } = this.server;
    const client = new Client({
      origin,
      credentials: accessToken(this.server.account(username).token),
      config: { retryDelay: () => 0 },
    });
    return {
      id: `${origin} ${username}`,
      origin,
      host: new URL(origin).host,
      username,
      userId: this.server.accounts.findIndex((account) => account.username === username) + 1,
      client,
      readOnly,
      expires: null,
      source: "window",
    };
  }

  enter(state: SessionState): void {
    this.#state = state;
    this.#changed.fire(state);
  }

  get connection(): Connection {
    assert.ok(this.#state.kind === "signedIn" || this.#state.kind === "refused");
    return this.#state.connection;
  }

  /** Of the account that is signed in, or of alice. */
  identity(noun: FormNoun, id: number): Identity {
    const username = this.#state.kind === "signedIn" ? this.#state.connection.username : "alice";
    return { account: `${this.server.origin} ${username}`, noun, id };
  }

  /** Opens a form and waits until it shows what it has. */
  async open(noun: FormNoun, id: number): Promise<void> {
    this.show(noun, id);
    await this.settled();
  }

  /** Opens a form and waits for nothing. */
  show(noun: FormNoun, id: number): Form {
    this.panel = new PanelDouble();
    this.form = new Form(this.panel, this.identity(noun, id), "as in the row", this.needs);
    this.form.start();
    return this.form;
  }

  /** Waits until the form has answered the page, and waits for nothing itself. */
  async settled(): Promise<void> {
    await this.until(() => this.view.busy === "" && this.view.footer?.words !== "Saving");
  }

  /** A test that failed is not waited for any longer. */
  async until(isSo: () => boolean): Promise<void> {
    await until(() => this.#isOver || isSo());
  }

  /** What the page would draw now. */
  get view(): FormView {
    const view: unknown = this.posted("view").at(-1)?.["view"];
    assert.ok(isView(view), "something is drawn");
    return view;
  }

  field(name: string): FieldView {
    const field = this.view.fields.find((one) => one.name === name);
    assert.ok(field, `there is a field ${name}`);
    return field;
  }

  /** The one fact under that term, in words. */
  fact(term: string): string {
    const fact = this.view.facts.find((one) => one.term === term);
    assert.ok(fact, `there is a fact ${term}`);
    return fact.parts.map(({ text }) => text).join("");
  }

  /** Has the page ask for something, and brings whether it was done. */
  async ask(request: FormRequest | Record<string, unknown>): Promise<boolean> {
    const id = (this.#last += 1);
    const { panel } = this;
    const answer = () => posted(panel, "answer").find((one) => one["id"] === id);
    panel.say({ id, request });
    // A page that is closed hears nothing any more.
    await this.until(() => answer() !== undefined || panel.isClosed);
    return answer()?.["ok"] === true;
  }

  async type(field: string, value: string): Promise<boolean> {
    return await this.ask({ kind: "change", field, value, change: this.#last + 1 });
  }

  async save(): Promise<boolean> {
    return await this.ask({ kind: "save" });
  }

  posted(kind: string): readonly Record<string, unknown>[] {
    return posted(this.panel, kind);
  }

  /** What the server was asked since this was asked the last time: "PATCH /api/tasks/1 {…}". */
  takeRequests(): string[] {
    const requests = this.server.requests
      .all()
      .map(({ method, path, patch = "" }) => `${method} ${path} ${patch}`.trim());
    this.server.requests.clear();
    return requests;
  }

  /** Changes something past the form, as somebody else would. */
  async elsewhere(method: string, path: string, body?: unknown, username = "admin"): Promise<void> {
    const answer = await fetch(`${this.server.origin}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: {
        authorization: `Bearer ${this.server.account(username).token}`,
        accept: "application/vnd.cvat+json",
        "content-type": "application/json",
      },
    });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.text()}`);
    this.server.requests.clear();
  }

  async end(): Promise<void> {
    this.#isOver = true;
    this.panel.close();
    this.server.faults.clear();
    await this.server.close();
  }
}

function posted(panel: PanelDouble, kind: string): readonly Record<string, unknown>[] {
  return panel.posted.filter(isObject).filter((message) => message["kind"] === kind);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isView(value: unknown): value is FormView {
  return isObject(value) && Array.isArray(value["fields"]);
}
