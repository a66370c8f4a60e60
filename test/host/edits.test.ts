import assert from "node:assert/strict";
import { env, type QuickPickItem, window } from "vscode";
import { silentLogger } from "../../src/core/index.ts";
import { editHandlers } from "../../src/edits/index.ts";
import { Targets } from "../../src/explorer/commands/targets.ts";
import type { ObjectNode } from "../../src/explorer/model/nodes.ts";
import { Myself } from "../../src/permissions/index.ts";
import { type BrowseView, Notifications } from "../../src/ui/index.ts";
import { ExplorerWindow, until } from "./explorer-window.ts";
import { inputOf, pickOf, type Typist } from "./inputs.ts";
import { standIn } from "./stand-in.ts";

type Handlers = ReturnType<typeof editHandlers>;

describe("Quick edits", () => {
  let opened: ExplorerWindow;
  let handlers: Handlers;
  let typist: Typist;
  let said: string[];
  let press: string | undefined;
  let offered: string[];
  /** What is chosen from a list, by its label; several of a list where several can be. */
  let choose: (labels: readonly string[]) => string | readonly string[] | undefined;
  let stands: { dispose(): unknown }[];

  beforeEach(() => {
    typist = { seen: [], answers: [] };
    said = [];
    press = undefined;
    offered = [];
    choose = () => undefined;
    const tell = (text: string, ...titles: string[]) => {
      said.push([text, ...titles].join(" | "));
      const pressed = titles.find((title) => title === press);
      if (pressed !== undefined) press = undefined;
      return Promise.resolve(pressed);
    };
    stands = [
      standIn(window, "showErrorMessage", tell),
      standIn(window, "showInformationMessage", tell),
      standIn(window, "showWarningMessage", tell),
      standIn(window, "createInputBox", () => inputOf(typist)),
      standIn(window, "createQuickPick", () => pickOf(typist)),
      standIn(window, "showQuickPick", (items: readonly QuickPickItem[], options: { title: string }) => {
        offered.push(options.title, ...items.map(lineOf));
        const chosen = choose(items.map(({ label }) => label));
        return Promise.resolve(
          typeof chosen === "string"
            ? items.find(({ label }) => label === chosen)
            : chosen && items.filter(({ label }) => chosen.includes(label)),
        );
      }),
    ];
  });

  afterEach(async () => {
    for (const stand of stands) stand.dispose();
    await opened.close();
  });

  async function open(
    username = "alice",
    prepare?: (window: ExplorerWindow) => Promise<unknown>,
  ): Promise<void> {
    opened = await ExplorerWindow.open({}, username);
    await prepare?.(opened);
    const { explorer, picker, scopes, session, clock } = opened;
    const targets = new Targets(explorer, picker);
    handlers = editHandlers({
      session,
      scopes,
      clock,
      explorer: {
        objects: (args, title, kinds) => targets.objects(args, title, kinds),
        known: (key) => explorer.known(key),
        expect: (key, fields) => explorer.expect(key, fields),
        removed: (key) => {
          explorer.removed(key);
        },
      },
      notifications: new Notifications(clock),
      myself: new Myself(clock),
      logger: silentLogger,
    });
  }

  async function rows(view: BrowseView, ...labels: string[]): Promise<ObjectNode[]> {
    const nodes: ObjectNode[] = [];
    for (const label of labels) nodes.push(await opened.objectNode(view, label));
    return nodes;
  }

  async function run(command: keyof Handlers, view: BrowseView, ...labels: string[]): Promise<void> {
    const nodes = await rows(view, ...labels);
    opened.takeRequests();
    await handlers[command](nodes[0], nodes);
  }

  const line = async (view: BrowseView, start: string) =>
    (await opened.lines(view)).find((one) => one.replace("▸ ", "").startsWith(start));
  const changes = () =>
    opened
      .takeRequests()
      .filter((request) => !request.includes("/users/") && !request.includes("memberships"));

  it("rename a row: its name stands selected in the input, and two requests are made", async () => {
    await open();
    typist.answers = [" medals "];
    await run("cvat.rename", "cvat.tasks", "coins");
    assert.match(typist.seen[0] ?? "", /^Rename task #1 \| Name \| 1 to 256 characters, on .* \| coins$/);
    assert.deepEqual(changes(), ["GET /api/tasks/1", "PATCH /api/tasks/1"]);
    assert.equal(await line("cvat.tasks", "medals"), "▸ medals | 0/2 jobs · #1 [task]");
    assert.deepEqual(said, []);
  });

  it("judge a name as the server does, before it is sent", async () => {
    await open();
    typist.answers = [" \u2003 ", "x".repeat(257), "\u0644\u064a\u0644 😀"];
    await run("cvat.rename", "cvat.tasks", "coins");
    assert.deepEqual(typist.seen.slice(1), [
      "A name has at least one character that can be seen.",
      "The server takes at most 256 characters for a name, these are 257.",
    ]);
    assert.ok(await line("cvat.tasks", "\u0644\u064a\u0644 😀"));
  });

  it("rename several, one after the other, with a way back; giving up renames none", async () => {
    await open();
    typist.answers = ["one", "<back>", "first", "second"];
    await run("cvat.rename", "cvat.tasks", "coins", "portraits");
    assert.match(typist.seen[1] ?? "", /^Rename task #2 \(2\/2\)/);
    assert.ok((await line("cvat.tasks", "first")) && (await line("cvat.tasks", "second")));
    typist.answers = ["third"];
    await run("cvat.rename", "cvat.tasks", "first", "second");
    assert.deepEqual(changes(), []);
  });

  it("show the new name while it is on its way, and the old one with the reason when the server refuses", async () => {
    await open();
    const held = opened.server.faults.add({ kind: "hold", match: { method: "GET", path: "/api/tasks/1" } });
    typist.answers = ["medals"];
    const [row] = await rows("cvat.tasks", "coins");
    assert.ok(row);
    const renaming = handlers["cvat.rename"](row);
    await held.met;
    assert.equal(opened.item(row).label, "medals");
    opened.server.faults.add({ kind: "status", status: 403, match: { method: "PATCH" } });
    held.release();
    await renaming;
    assert.equal(opened.item(row).label, "coins");
    const reason =
      "Could not rename task #1. You need to own it or be assigned to it (the server answered 403).";
    assert.match(
      (await opened.tooltip(row)).replaceAll("\\", ""),
      new RegExp(reason.replaceAll(/[.()]/g, "\\$&")),
    );
    assert.match(opened.item(row).accessibilityInformation?.label ?? "", /Could not rename/);
    assert.deepEqual(said, [`${reason} | Retry | Open Log`]);
  });

  it("try again what was refused", async () => {
    await open();
    opened.server.faults.add({ kind: "status", status: 500, match: { method: "PATCH" } });
    typist.answers = ["medals"];
    press = "Retry";
    await run("cvat.rename", "cvat.tasks", "coins");
    await until(async () => (await line("cvat.tasks", "medals")) !== undefined, "it is renamed");
  });

  it("ask which value stays when somebody else was faster", async () => {
    await open();
    const [row] = await rows("cvat.tasks", "coins");
    for (const [kept, label] of [
      ["buttons", "buttons"],
      ["medals", "medals"],
    ] as const) {
      await opened.request("PATCH", "/api/tasks/1", { name: "coins" });
      await opened.run("cvat.refreshRow", row);
      typist.answers = ["medals"];
      await opened.request("PATCH", "/api/tasks/1", { name: "buttons" });
      choose = () => kept;
      await handlers["cvat.rename"](row);
      assert.ok(await line("cvat.tasks", label), label);
    }
    assert.deepEqual(offered.slice(0, 3), [
      "Task #1 “buttons” Was Changed Meanwhile",
      "medals | yours",
      "buttons | on the server, set by somebody else",
    ]);
  });

  it("say that it is gone, take its row away, and give the typed name", async () => {
    await open();
    const [row] = await rows("cvat.tasks", "coins");
    typist.answers = ["medals"];
    press = "Copy the New Name";
    await opened.request("DELETE", "/api/tasks/1");
    await handlers["cvat.rename"](row);
    const host = new URL(opened.server.origin).host;
    assert.deepEqual(said, [`Task #1 is no longer on ${host}. | Copy the New Name`]);
    assert.equal(await line("cvat.tasks", "coins"), undefined);
    await until(async () => (await env.clipboard.readText()) === "medals", "the name is copied");
  });

  it("assign to me and to nobody, on several rows of several kinds", async () => {
    await open();
    await run("cvat.assignToMe", "cvat.tasks", "coins", "portraits");
    assert.equal(await line("cvat.tasks", "coins"), "▸ coins | 0/2 jobs · alice · #1 [task]");
    typist.answers = ["Nobody"];
    await run("cvat.assign", "cvat.tasks", "coins");
    assert.equal(await line("cvat.tasks", "coins"), "▸ coins | 0/2 jobs · #1 [task]");
    await run("cvat.assignToMe", "cvat.jobs", "Job #9");
    assert.match((await line("cvat.jobs", "Job #9")) ?? "", /alice/);
  });

  it("set the state, the current one being marked", async () => {
    await open();
    choose = () => "completed";
    await run("cvat.setState", "cvat.jobs", "Job #9", "Job #8");
    assert.deepEqual(offered, [
      "Set the State of 2 jobs",
      "new | current",
      "in progress",
      "completed",
      "rejected",
    ]);
    for (const label of ["Job #9", "Job #8"]) {
      const [row] = await rows("cvat.jobs", label);
      assert.match(row ? (opened.item(row).accessibilityInformation?.label ?? "") : "", /completed/);
    }
  });

  it("set the stage, with the state new or another in the same step, and take both back together", async () => {
    await open("alice", (window) => window.request("PATCH", "/api/jobs/9", { state: "completed" }));
    const spoken = async () => {
      const [row] = await rows("cvat.jobs", "Job #9");
      return row ? (opened.item(row).accessibilityInformation?.label ?? "") : "";
    };
    await opened.run("cvat.refreshRow", ...(await rows("cvat.jobs", "Job #9")));
    choose = () => "validation";
    await run("cvat.setStage", "cvat.jobs", "Job #9");
    assert.deepEqual(offered.slice(0, 6), [
      "Set the Stage of job #9",
      "annotation | current",
      "validation | the state becomes new",
      "acceptance | the state becomes new",
      "with another state",
      "validation, in progress",
    ]);
    assert.match(await spoken(), /validation, new/);
    await handlers["cvat.undo"]();
    assert.match(await spoken(), /annotation, completed/);
    choose = () => "acceptance, completed";
    await run("cvat.setStage", "cvat.jobs", "Job #9");
    assert.match(await spoken(), /acceptance, completed/);
  });

  it("take back only what is still as it was set", async () => {
    await open();
    await handlers["cvat.undo"]();
    assert.deepEqual(said, ["There is no change of this window to take back."]);
    typist.answers = ["medals"];
    await run("cvat.rename", "cvat.tasks", "coins");
    await opened.request("PATCH", "/api/tasks/1", { name: "buttons" });
    await handlers["cvat.undo"]();
    assert.equal(said[1], "Could not rename task #1. Somebody else changed it meanwhile.");
    assert.ok(await line("cvat.tasks", "buttons"));
  });

  it("tell of many what was not changed and why, and try those again or take the others back", async () => {
    await open();
    opened.server.faults.add({
      kind: "status",
      status: 500,
      match: { method: "PATCH", path: "/api/tasks/2" },
    });
    await run("cvat.assignToMe", "cvat.tasks", "coins", "portraits");
    assert.deepEqual(said, [
      "1 of 2 tasks not changed. Task #2 “portraits”: The server failed (the server answered 500). | Retry | Undo",
    ]);
    press = "Undo";
    opened.server.faults.add({
      kind: "status",
      status: 500,
      match: { method: "PATCH", path: "/api/tasks/2" },
    });
    await run("cvat.assignToMe", "cvat.tasks", "cells", "portraits");
    await until(
      async () => (await line("cvat.tasks", "cells")) === "▸ cells | 0/2 jobs · #3 [task]",
      "what was done is taken back",
    );
  });

  it("say why before anything is asked, where none may be changed", async () => {
    await open("carol", (window) => window.request("PATCH", "/api/jobs/9", { assignee: 4 }));
    await opened.run("cvat.jobs.refresh");
    await run("cvat.setStage", "cvat.jobs", "Job #9");
    assert.deepEqual(said, [
      "Could not set the stage of job #9. You need to own its task, be assigned to the task, or be a maintainer of its organization.",
    ]);
    choose = () => "completed";
    await run("cvat.setState", "cvat.jobs", "Job #9");
    assert.equal(said.length, 1);
    await run("cvat.rename", "cvat.jobs", "Job #9");
    assert.equal(said[1], "Could not rename job #9. A job has no name of its own: rename its task.");
    assert.deepEqual(typist.seen, []);
  });
});

function lineOf({ label, description = "" }: QuickPickItem): string {
  return description === "" ? label : `${label} | ${description}`;
}
