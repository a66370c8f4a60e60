import assert from "node:assert/strict";
import * as vscode from "vscode";
import { type AccountsFeature, registerAccounts } from "../../src/accounts/index.ts";
import { type OrganizationsFeature, registerOrganizations } from "../../src/organizations/index.ts";
import type { CommandId, Handler } from "../../src/ui/index.ts";
import { type SampleServer, startSampleServer } from "../sample-server/index.ts";
import { type MemoryDouble, memoryOf, noting } from "../support/doubles.ts";
import { NotificationsDouble, SecretsDouble } from "../support/signed-in.ts";
import { eventually } from "./stand-in.ts";

/** Accounts and organizations of a window, beside those of the extension that runs here. */
class Window {
  readonly accounts: AccountsFeature;
  readonly organizations: OrganizationsFeature;
  readonly notifications = new NotificationsDouble();
  readonly keys = new Map<string, unknown>();
  readonly lines: readonly string[];
  readonly #handlers: Partial<Record<CommandId, Handler>> = {};

  constructor(server: SampleServer, user: string, workspaceState: MemoryDouble = memoryOf()) {
    const { logger, lines } = noting();
    this.lines = lines;
    const { notifications } = this;
    const commands = {
      register: (handlers: Partial<Record<CommandId, Handler>>) => {
        Object.assign(this.#handlers, handlers);
        return new vscode.Disposable(() => undefined);
      },
    };
    const contextKeys = { set: (key: string, value: unknown) => void this.keys.set(key, value) };
    const base = { logger, notifications, commands, contextKeys, workspaceState };
    this.accounts = registerAccounts({
      ...base,
      secrets: new SecretsDouble(),
      globalState: memoryOf({ "cvat.viewsOpened": true }),
      settings: { get: () => "always" as const, set: () => Promise.resolve() },
      suggested: undefined,
      environment: { server: server.origin, token: server.account(user).token },
    });
    this.organizations = registerOrganizations({ ...base, session: this.accounts.session });
  }

  get label(): string | undefined {
    return this.organizations.scopes.current?.label;
  }

  run(id: CommandId): unknown {
    return this.#handlers[id]?.();
  }

  close(): void {
    this.accounts.dispose();
    this.organizations.dispose();
  }
}

describe("A window that its environment signs in", () => {
  let server: SampleServer;
  let window: Window;

  before(async () => {
    server = await startSampleServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.requests.clear();
    server.faults.clear();
  });
  afterEach(() => {
    window.close();
  });

  it("is signed in after three requests, and shows everything that is one's own", async () => {
    window = new Window(server, "alice");
    await window.accounts.start();
    assert.equal(window.accounts.session.state.kind, "signedIn");
    assert.equal(window.label, "All Organizations");
    assert.deepEqual(
      [...window.keys],
      [
        ["cvat.session", "signedIn"],
        ["cvat.organization", "all"],
      ],
    );
    // https was tried before, which the server could not read.
    assert.deepEqual(
      server.requests
        .all()
        .map(({ path }) => path)
        .sort(),
      ["/api/auth/access_tokens/self", "/api/server/about", "/api/users/self"],
    );
    assert.equal(window.lines.join().includes(server.account("alice").token), false);
  });

  it("switches the organization by the picker, which asks two requests", async () => {
    const here = memoryOf();
    window = new Window(server, "alice", here);
    await window.accounts.start();
    // What is typed cannot come from here: the row below the first is gone to, as soon as the picker takes keys.
    await eventually(async () => {
      server.requests.clear();
      let over = false;
      void Promise.resolve(window.run("cvat.switchOrganization")).then(() => (over = true));
      await eventually(() => server.requests.all().length >= 2);
      await eventually(async () => {
        if (over) return true;
        await vscode.commands.executeCommand("workbench.action.quickOpenSelectNext");
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        return over;
      });
      return window.label !== "All Organizations";
    });
    assert.notEqual(window.label, "All Organizations");
    assert.deepEqual(
      server.requests
        .all()
        .map(({ path }) => path)
        .sort(),
      ["/api/memberships", "/api/organizations"],
    );
    const again = new Window(server, "alice", here);
    await again.accounts.start();
    assert.equal(again.label, window.label);
    again.close();
  });

  it("leads to all organizations when the one that it showed is not there any more, with one word", async () => {
    const id = `${server.origin} alice`;
    const gone = { kind: "organization", id: 999, slug: "gone", name: "Gone" };
    window = new Window(server, "alice", memoryOf({ "cvat.organizations": { [id]: gone } }));
    await window.accounts.start();
    const { scopes } = window.organizations;
    const scope = scopes.current;
    assert.ok(scope);
    assert.equal(scope.label, "Gone");
    for (let times = 0; times < 3; times += 1) scopes.lost(scope);
    await eventually(() => window.label === "All Organizations");
    await eventually(() => window.notifications.said.length > 0);
    assert.deepEqual(window.notifications.said, [
      "Gone is no longer there, or you left it. All Organizations are shown.",
    ]);
  });

  it("stays in an organization that answered no for another reason", async () => {
    window = new Window(server, "alice");
    await window.accounts.start();
    const { scopes } = window.organizations;
    const mine = await scopes.current?.client.organizations.list().all();
    const crew = mine?.find(({ slug }) => slug === "crew");
    assert.ok(crew);
    const { id, slug, name } = crew;
    const kept = { [`${server.origin} alice`]: { kind: "organization", id, slug, name } };
    const other = new Window(server, "alice", memoryOf({ "cvat.organizations": kept }));
    await other.accounts.start();
    server.requests.clear();
    const scope = other.organizations.scopes.current;
    assert.ok(scope);
    other.organizations.scopes.lost(scope);
    const filter = JSON.stringify({ "==": [{ var: "id" }, id] });
    await eventually(() => server.requests.all({ path: "/api/organizations", query: { filter } }).length > 0);
    await scope.client.users.me();
    assert.equal(other.organizations.scopes.current, scope);
    other.close();
  });

  it("is signed out with a word that the environment still holds the token", async () => {
    window = new Window(server, "alice");
    await window.accounts.start();
    await window.run("cvat.signOut");
    assert.equal(window.accounts.session.state.kind, "signedOut");
    assert.equal(window.organizations.scopes.current, undefined);
    assert.equal(window.keys.get("cvat.session"), "signedOut");
    assert.match(window.notifications.said.join(), /CVAT_ACCESS_TOKEN is still set/);
  });
});
