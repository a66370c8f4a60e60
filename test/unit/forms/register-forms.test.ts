import assert from "node:assert/strict";
import { Disposable, EventEmitter, Uri } from "vscode";
import type { ExplorerFeature } from "../../../src/explorer/index.ts";
import { registerForms } from "../../../src/forms/index.ts";
import type { CvatObject } from "../../../src/objects/index.ts";
import type { OrganizationChoice, Scope } from "../../../src/organizations/index.ts";
import { systemClock } from "../../../src/ui/index.ts";
import { memoryOf, noting } from "../../support/doubles.ts";
import { NotificationsDouble } from "../../support/signed-in.ts";
import { OpenForm } from "./open-form.ts";
import { WindowDouble } from "./window-double.ts";

type Run = (...args: readonly unknown[]) => unknown;

describe("Editing in forms", () => {
  let base: OpenForm;
  let shown: WindowDouble;
  let notifications: NotificationsDouble;
  let commands: Map<string, Run>;
  let scope: Scope | undefined;
  let selected: readonly CvatObject[] | undefined;
  let aborting: AbortController;
  let feature: ReturnType<typeof registerForms>;
  const memory = memoryOf();

  beforeEach(async () => {
    base = await OpenForm.start();
    shown = new WindowDouble();
    shown.enter();
    notifications = new NotificationsDouble();
    commands = new Map();
    aborting = new AbortController();
    selected = undefined;
    memory.values.clear();
    stand({ kind: "all" });
    feature = registerForms({
      ...base.needs,
      extension: Uri.file("/extension"),
      scopes: {
        get current() {
          return scope;
        },
        onDidChange: new EventEmitter<Scope | undefined>().event,
        signal: aborting.signal,
        lost: () => undefined,
      },
      commands: {
        register: (handlers) => {
          for (const [id, run] of Object.entries(handlers)) commands.set(id, run);
          return Disposable.from();
        },
      },
      notifications,
      explorer: explorer(),
      edits: { remember: () => undefined },
      workspaceState: memory,
      clock: systemClock,
      logger: noting().logger,
    });
  });

  afterEach(async () => {
    for (const panel of shown.panels) panel.dispose();
    feature.dispose();
    await base.end();
    shown.leave();
  });

  function stand(organization: OrganizationChoice): void {
    const { connection } = base;
    scope = { key: "all", connection, organization, client: connection.client, label: "All" };
  }

  /** Rows are what a test says. */
  function explorer(): ExplorerFeature {
    return {
      reveal: () => Promise.resolve(),
      objects: () => Promise.resolve(selected),
      known: () => undefined,
      expect: () => ({ settle: () => undefined }),
      showDrafts: () => undefined,
      drafts: ([key]) => (typeof key === "string" ? [{ key, view: "cvat.tasks", title: "" }] : []),
      removed: () => undefined,
      dispose: () => undefined,
    };
  }

  async function run(id: string, ...args: readonly unknown[]): Promise<void> {
    await commands.get(id)?.(...args);
  }

  async function tasks(...ids: readonly number[]): Promise<CvatObject[]> {
    const { client } = base.connection;
    return await Promise.all(
      ids.map(async (id): Promise<CvatObject> => ({ kind: "task", entity: await client.tasks.retrieve(id) })),
    );
  }

  async function drawn(): Promise<void> {
    await base.until(() => shown.panels.every((panel) => panel.drawn["busy"] === ""));
  }

  it("opens a form for each selected row, by the title of the row", async () => {
    selected = await tasks(1, 2);
    await run("cvat.edit");
    assert.deepEqual(
      shown.panels.map(({ title }) => title),
      selected.map(({ entity }) => ("name" in entity ? entity.name : "")),
    );
    await drawn();
  });

  it("opens five at most, and says so", async () => {
    selected = await tasks(1, 2, 3, 4, 5);
    const [first] = selected;
    assert.ok(first);
    const { client } = base.connection;
    selected = [{ kind: "job", entity: await client.jobs.retrieve(1) }, ...selected];
    await run("cvat.edit");
    assert.equal(shown.panels.length, 5);
    assert.deepEqual(notifications.said, ["At most 5 forms are opened at once."]);
    await drawn();
  });

  it("opens nothing where nothing is chosen, or nobody is signed in", async () => {
    await run("cvat.edit");
    [selected] = [await tasks(1)];
    scope = undefined;
    await run("cvat.edit");
    await run("cvat.editOrganization");
    assert.deepEqual(shown.panels, []);
  });

  it("opens the current organization, whose name then need not be asked for", async () => {
    stand({ kind: "organization", id: 1, slug: "crew", name: "Cr\new" });
    await run("cvat.editOrganization");
    assert.deepEqual([shown.panels.length, shown.panels[0]?.title], [1, "Cr ew"]);
    await drawn();
    base.takeRequests();
    [selected] = [await tasks(5)];
    base.takeRequests();
    await run("cvat.edit");
    await drawn();
    assert.deepEqual(base.takeRequests(), ["GET /api/tasks/5", "GET /api/labels"]);
  });

  it("saves by its key, brings back what was typed, and throws it away", async () => {
    [selected] = [await tasks(1)];
    await run("cvat.edit");
    await drawn();
    const [panel] = shown.panels;
    assert.ok(panel);
    panel.say({ id: 1, request: { kind: "change", field: "name", value: "medals", change: 1 } });
    await run("cvat.saveForm");
    assert.equal((await base.connection.client.tasks.retrieve(1)).name, "medals");
    panel.say({ id: 2, request: { kind: "change", field: "name", value: "orders", change: 2 } });
    panel.dispose();
    await base.until(() => notifications.said.length > 0);
    const key = `${base.connection.id} task 1`;
    await run("cvat.reopenDraft", "another");
    await run("cvat.reopenDraft", key);
    await drawn();
    const [, again] = shown.panels;
    assert.match(JSON.stringify(again?.drawn), /"value":"orders"/);
    again?.dispose();
    await run("cvat.discardDraft", "another");
    await run("cvat.discardDraft", key);
    assert.deepEqual(memory.values.get("cvat.drafts"), []);
  });

  it("goes on with a form that VS Code brings back, and leads to the browser and the clipboard", async () => {
    stand({ kind: "organization", id: 1, slug: "crew", name: "Crew" });
    const { panel, double } = shown.bringBack("sky-survey");
    await shown.serializer?.deserializeWebviewPanel(panel, base.identity("task", 5));
    await base.until(() => double.drawn["busy"] === "");
    double.say({ id: 1, request: { kind: "follow", link: "browser" } });
    double.say({ id: 2, request: { kind: "change", field: "name", value: "medals", change: 1 } });
    base.enter({ kind: "signedOut" });
    double.say({ id: 3, request: { kind: "act", action: "copy" } });
    assert.deepEqual(shown.done, [`browse ${base.server.origin}/tasks/5`, "copy Name: medals"]);
    double.dispose();
  });
});
