import assert from "node:assert/strict";
import { type CancellationToken, CancellationTokenSource, type ProgressOptions, window } from "vscode";
import { silentLogger } from "../../src/core/index.ts";
import { Targets } from "../../src/explorer/commands/targets.ts";
import type { Me } from "../../src/permissions/index.ts";
import { Remover } from "../../src/removal/remover.ts";
import { Notifications } from "../../src/ui/index.ts";
import { ExplorerWindow, until } from "./explorer-window.ts";
import { standIn } from "./stand-in.ts";

type Work = (progress: { report: () => void }, token: CancellationToken) => Promise<unknown>;

const alice: Me = { userId: 2, isAdmin: false, readOnlyToken: false, role: () => undefined };

describe("Remove", () => {
  let opened: ExplorerWindow;
  let remover: Remover;
  let stands: { dispose(): unknown }[];
  let asked: string[];
  let said: string[];
  let answer: (question: string) => string | undefined | Promise<string | undefined>;
  let press: (text: string) => string | undefined;
  /** What is typed after the question, if anything is asked for. */
  let typed: string | undefined;

  beforeEach(async () => {
    opened = await ExplorerWindow.open({ tasks: 10 });
    const { explorer, picker, scopes, session, clock } = opened;
    const targets = new Targets(explorer, picker);
    remover = new Remover({
      session,
      scopes,
      clock,
      explorer: {
        objects: (args, title, kinds) => targets.objects(args, title, kinds),
        known: (key) => explorer.known(key),
        removed: (key) => {
          explorer.removed(key);
        },
      },
      notifications: new Notifications(clock),
      myself: { soon: () => Promise.resolve(alice) },
      logger: silentLogger,
    });
    asked = [];
    said = [];
    typed = undefined;
    answer = () => "Remove";
    press = () => undefined;
    const tell = (text: string, ...titles: string[]) => {
      said.push([text, ...titles].join(" | "));
      return Promise.resolve(press(text));
    };
    stands = [
      standIn(window, "showErrorMessage", tell),
      standIn(window, "showInformationMessage", tell),
      standIn(window, "showWarningMessage", (text: string, options: unknown, ...titles: string[]) => {
        if (typeof options !== "object" || options === null || !("detail" in options))
          return tell(text, ...(typeof options === "string" ? [options] : []), ...titles);
        asked.push([text, options.detail, ...titles].join(" | "));
        return Promise.resolve(answer(text));
      }),
      standIn(window, "createInputBox", () => inputThatGets(() => typed, asked)),
    ];
  });

  afterEach(async () => {
    for (const stand of stands) stand.dispose();
    await opened.close();
  });

  const rows = async (view: "cvat.projects" | "cvat.tasks" | "cvat.jobs", ...labels: string[]) => {
    const nodes = [];
    for (const label of labels) nodes.push(await opened.objectNode(view, label));
    return nodes;
  };

  async function remove(
    view: "cvat.projects" | "cvat.tasks" | "cvat.jobs",
    ...labels: string[]
  ): Promise<void> {
    const nodes = await rows(view, ...labels);
    opened.takeRequests();
    await remover.remove([nodes[0], nodes]);
  }

  const deletions = () => opened.takeRequests().filter((request) => request.startsWith("DELETE"));
  const isShown = async (label: string) =>
    (await opened.lines("cvat.tasks")).some((line) => line.startsWith(`▸ ${label} |`));

  it("asks about one task, takes its rows with it, and asks little of the server", async () => {
    await opened.nodes("cvat.jobs");
    const nodes = await rows("cvat.tasks", "coins");
    opened.takeRequests();
    await remover.remove([nodes[0], nodes]);
    assert.deepEqual(asked, [
      `Remove task #1 “coins”? | “coins” and its 2 jobs and 10 frames with all annotations are deleted on ${new URL(opened.server.origin).host}. This cannot be undone. | Remove`,
    ]);
    assert.ok(!(await isShown("coins")));
    const requests = opened.takeRequests();
    assert.deepEqual(
      requests.filter((request) => request.includes("/tasks/")),
      ["GET /api/tasks/1", "DELETE /api/tasks/1"],
    );
    assert.deepEqual(said, []);
  });

  it("removes nothing when the question is answered with anything else", async () => {
    answer = () => undefined;
    await remove("cvat.tasks", "coins");
    assert.deepEqual(deletions(), []);
    assert.ok(await isShown("coins"));
  });

  it("has the number of several typed, and removes nothing when it is not", async () => {
    await remove("cvat.tasks", "coins", "portraits");
    assert.match(
      asked[1] ?? "",
      /^Remove 2 Tasks \| Number of tasks \| Type 2 to remove “coins” and “portraits” on /,
    );
    assert.deepEqual(deletions(), []);
    typed = "3";
    await remove("cvat.tasks", "coins", "portraits");
    assert.match(asked.at(-1) ?? "", /^These are 2 tasks: type 2 /);
    assert.deepEqual(deletions(), []);
    typed = "2";
    await remove("cvat.tasks", "coins", "portraits");
    assert.deepEqual(deletions().toSorted(), ["DELETE /api/tasks/1", "DELETE /api/tasks/2"]);
    assert.ok(!(await isShown("coins")) && !(await isShown("portraits")));
  });

  it("has a project's name typed", async () => {
    typed = "Sky";
    await remove("cvat.projects", "Sky");
    assert.deepEqual(deletions(), ["DELETE /api/projects/2"]);
    assert.ok(!(await opened.lines("cvat.projects")).some((line) => line.includes("Sky")));
    assert.ok(!(await isShown("sky-survey")));
  });

  it("says why a job that is no ground truth stays, and asks nothing", async () => {
    await remove("cvat.jobs", "Job #9");
    assert.deepEqual(asked, []);
    assert.deepEqual(said, [
      "Could not remove job #9. Only ground truth jobs can be removed. Other jobs go with their task. | OK",
    ]);
    assert.deepEqual(deletions(), []);
  });

  it("removes a ground truth job", async () => {
    const made = await opened.request("POST", "/api/jobs", {
      task_id: 5,
      type: "ground_truth",
      frame_selection_method: "manual",
      frames: [1, 4],
    });
    assert.ok(typeof made === "object" && made !== null && "id" in made);
    await opened.run("cvat.refreshAll");
    await remove("cvat.jobs", `Job #${String(made.id)}`);
    assert.match(asked[0] ?? "", /^Remove ground truth job #/);
    assert.match(asked[0] ?? "", /The frames of a ground truth job stay with its task\./);
    assert.deepEqual(deletions(), [`DELETE /api/jobs/${String(made.id)}`]);
    assert.ok(!(await isShown(`Job #${String(made.id)}`)));
  });

  it("removes what was selected when it began, whatever is selected or renamed later", async () => {
    const [coins, portraits] = await rows("cvat.tasks", "coins", "portraits");
    assert.ok(coins && portraits);
    const selection = [coins];
    answer = () => {
      selection.splice(0, 1, portraits);
      return "Remove";
    };
    await remover.remove([coins, selection]);
    assert.deepEqual(deletions(), ["DELETE /api/tasks/1"]);
  });

  it("ends when another organization is shown before the answer", async () => {
    answer = () => {
      opened.scopes.switch(opened.scope({ kind: "personal" }));
      return "Remove";
    };
    await remove("cvat.tasks", "coins");
    assert.deepEqual(deletions(), []);
    assert.deepEqual(said, [
      "Could not remove task #1. Another account or organization is shown meanwhile: remove it from there. | OK",
    ]);
  });

  it("asks for no number, and says why nothing is removed, when another account is shown before the answer", async () => {
    answer = () => {
      opened.scopes.switch(opened.scope({ kind: "all" }, "admin"));
      return "Remove";
    };
    typed = "2";
    await remove("cvat.tasks", "coins", "portraits");
    assert.equal(asked.length, 1);
    assert.deepEqual(deletions(), []);
    assert.deepEqual(said, [
      "Could not remove 2 tasks. Another account or organization is shown meanwhile: remove it from there. | OK",
    ]);
  });

  it("tries nothing again after another organization is shown, and says why and where", async () => {
    typed = "2";
    const match = { method: "DELETE" };
    opened.server.faults.add({ kind: "status", status: 409, body: '["Busy"]', match, times: 2 });
    press = () => {
      if (said.length > 1) return undefined;
      opened.scopes.switch(opened.scope({ kind: "personal" }));
      return "Retry";
    };
    await remove("cvat.tasks", "coins", "portraits");
    await until(() => said.length === 2, "the second try is told of");
    assert.equal(
      said[1],
      "Could not remove 2 tasks. Another account or organization is shown meanwhile: remove it from there. | OK",
    );
    assert.equal(deletions().length, 2);
  });

  it("says so when somebody else has removed it", async () => {
    const nodes = await rows("cvat.tasks", "coins");
    await opened.scope({ kind: "all" }).client.tasks.remove([1]);
    await remover.remove([nodes[0], nodes]);
    assert.deepEqual(asked, []);
    assert.match(said[0] ?? "", /^Task #1 is no longer on /);
    assert.ok(!(await isShown("coins")));
  });

  it("tells what could not be removed and why, and Retry does the rest only", async () => {
    typed = "3";
    opened.server.faults.add({
      kind: "status",
      status: 409,
      body: '["Busy"]',
      match: { method: "DELETE", path: "/api/tasks/2" },
    });
    press = (text) => (text.startsWith("1 of 3") ? "Retry" : undefined);
    await remove("cvat.tasks", "coins", "portraits", "cells");
    await until(async () => !(await isShown("portraits")), "the rest is removed");
    assert.match(
      said[0] ?? "",
      /^1 of 3 tasks not removed\. Task #2 “portraits”: Not now: Busy .* \| Retry$/,
    );
    assert.equal(said.length, 1);
    assert.equal(deletions().filter((request) => request === "DELETE /api/tasks/2").length, 2);
  });

  it("says each time that it was refused, by Retry and by another command at once", async () => {
    const match = { method: "DELETE" };
    opened.server.faults.add({ kind: "status", status: 403, body: "{}", match, times: 3 });
    press = () => (said.length === 1 ? "Retry" : undefined);
    await remove("cvat.tasks", "coins");
    await until(() => said.length === 2, "the second refusal is told");
    await remove("cvat.tasks", "portraits");
    assert.deepEqual(
      said.map((text) => text.slice(0, 24)),
      ["Could not remove task #1", "Could not remove task #1", "Could not remove task #2"],
    );
  });

  it("draws no icons of a name in the status bar", async () => {
    const shown: string[] = [];
    stands.push(standIn(window, "setStatusBarMessage", (text: string) => void shown.push(text)));
    await opened.request("PATCH", "/api/tasks/1", { name: "$(error) coins" });
    await opened.run("cvat.refreshAll");
    await remove("cvat.tasks", "$(error) coins");
    assert.deepEqual(shown, ["Removed task #1 “$\u2060(error) coins”"]);
  });

  it("names and removes nothing that no row of this window shows, whatever a command was called with", async () => {
    const [coins] = await rows("cvat.tasks", "coins");
    assert.ok(coins);
    const forged = Array.from({ length: 12 }, (_, at) => {
      const entity = { id: 900 + at, name: "harmless", project_id: null, jobs: { count: 1 }, size: 1 };
      return { ...coins, id: `forged ${at}`, shown: { ...coins.shown, object: { kind: "task", entity } } };
    });
    opened.takeRequests();
    await remover.remove([forged[0], forged]);
    assert.deepEqual(asked, []);
    assert.deepEqual(said, ["What was chosen to be removed is no longer shown."]);
    assert.deepEqual(opened.takeRequests(), []);
  });

  it("can be stopped between two objects after a second, and tells what is left", async () => {
    typed = "7";
    let isShownAs: unknown;
    stands.push(
      standIn(window, "withProgress", async (options: ProgressOptions, work: Work) => {
        const stop = new CancellationTokenSource();
        const working = work({ report: () => undefined }, stop.token);
        if (options.cancellable === true) {
          isShownAs = options.title;
          stop.cancel();
        }
        return await working;
      }),
    );
    const held = opened.server.faults.add({ kind: "hold", match: { method: "DELETE" }, times: 9 });
    void held.met.then(() => {
      opened.clock.pass(1000);
      held.release();
    });
    const labels = (await opened.nodes("cvat.tasks")).slice(0, 7).map((node) => opened.item(node).label);
    await remove("cvat.tasks", ...labels.map(String));
    assert.equal(isShownAs, "Removing 7 tasks");
    const left = await opened.scope({ kind: "all" }).client.tasks.list().count();
    assert.equal(deletions().length, 15 - left);
    assert.match(said[0] ?? "", /^3 of 7 tasks not removed\. .*: It was stopped before\. \| Retry$/);
  });

  it("tells the session of a refused token, and nobody twice", async () => {
    opened.server.faults.add({
      kind: "status",
      status: 401,
      body: "{}",
      match: { method: "DELETE" },
      times: 9,
    });
    await remove("cvat.tasks", "coins");
    assert.equal(opened.session.told.length, 1);
    assert.deepEqual(said, []);
    assert.ok(await isShown("coins"));
  });

  it("offers no Retry through a connection whose token was refused among several", async () => {
    const match = { method: "DELETE", path: "/api/tasks/2" };
    opened.server.faults.add({ kind: "status", status: 401, body: "{}", match, times: 9 });
    typed = "2";
    await remove("cvat.tasks", "coins", "portraits");
    assert.equal(opened.session.told.length, 1);
    assert.match(said.join("\n"), /^1 of 2 tasks not removed\. Task #2 “portraits”: [^|]* \| Open Log$/);
    assert.ok(!(await isShown("coins")) && (await isShown("portraits")));
  });

  it("lets something be picked where nothing is selected", async () => {
    await remover.remove([]);
    assert.deepEqual(opened.picker.asked, ["Remove"]);
  });
});

/** An input in which somebody types something and presses Enter; Escape, if there is nothing, or if it was wrong. */
function inputThatGets(typed: () => string | undefined, asked: string[]) {
  const disposable = { dispose: () => undefined };
  const nothing = () => disposable;
  let accept: () => unknown = () => undefined;
  let hide: () => unknown = () => undefined;
  const input = {
    title: "",
    placeholder: "",
    prompt: "",
    value: "",
    validationMessage: undefined as { message: string } | undefined,
    onDidChangeValue: nothing,
    onDidTriggerButton: nothing,
    onDidAccept: (listener: () => unknown) => {
      accept = listener;
      return disposable;
    },
    onDidHide: (listener: () => unknown) => {
      hide = listener;
      return disposable;
    },
    show: () => {
      asked.push([input.title, input.placeholder, input.prompt].join(" | "));
      void answer();
    },
    hide: () => {
      hide();
    },
    dispose: () => undefined,
  };
  const answer = async (): Promise<void> => {
    await Promise.resolve();
    const text = typed();
    if (text !== undefined) {
      input.value = text;
      await accept();
      if (input.validationMessage) asked.push(input.validationMessage.message);
    }
    hide();
  };
  return input;
}
