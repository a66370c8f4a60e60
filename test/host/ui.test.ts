import assert from "node:assert/strict";
import * as vscode from "vscode";
import { NetworkError, UnauthorizedError } from "../../src/core/index.ts";
import {
  type Answer,
  askText,
  commandIds,
  Commands,
  Notifications,
  type TextStep,
} from "../../src/ui/index.ts";
import { noting } from "../support/doubles.ts";
import { eventually, standIn } from "./stand-in.ts";

const refused = new NetworkError("refused", "https://cvat.example.org", "ECONNREFUSED");

class StoppedClock {
  time = 0;
  now(): number {
    return this.time;
  }
  after(): () => void {
    return () => undefined;
  }
}

describe("The command table", () => {
  it("has each command of the manifest registered once the extension is active", async () => {
    await vscode.extensions.getExtension("cvat-in-vscode.cvat")?.activate();
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      commandIds.filter((id) => !known.has(id)),
      [],
    );
  });

  /** Runs a handler as VS Code would, and gives what was said and logged. */
  async function run(handler: () => unknown, press?: string): Promise<{ said: string[]; lines: string[] }> {
    const { logger, lines } = noting();
    const said: string[] = [];
    let callback: (...args: unknown[]) => unknown = () => undefined;
    const stands = [
      standIn(vscode.commands, "registerCommand", (_: string, given: typeof callback) => {
        callback = given;
        return { dispose: () => undefined };
      }),
      standIn(vscode.window, "showErrorMessage", (text: string, ...titles: string[]) => {
        said.push([text, ...titles].join(" | "));
        return Promise.resolve(said.length === 1 ? press : undefined);
      }),
    ];
    try {
      const clock = new StoppedClock();
      new Commands(logger, new Notifications(clock)).register({ "cvat.refreshAll": handler });
      await callback();
      clock.time = 10_000;
      // A button that was pressed does its work by itself.
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      for (const stand of stands) stand.dispose();
    }
    return { said, lines };
  }

  it("logs when a command begins and ends", async () => {
    const { said, lines } = await run(() => undefined);
    assert.deepEqual(said, []);
    assert.deepEqual(lines, ["debug cvat.refreshAll: begins", "debug cvat.refreshAll: done"]);
  });

  it("says in the person's words what failed, and offers what can be done", async () => {
    const { said, lines } = await run(() => Promise.reject(refused));
    assert.deepEqual(said, [
      "Could not refresh. cvat.example.org refuses the connection: nothing listens there, or not on this port. | Retry | Open Log",
    ]);
    assert.equal(lines.filter((line) => line.startsWith("error")).length, 1);
  });

  it("tries again when asked to", async () => {
    let calls = 0;
    const { said } = await run(() => {
      calls += 1;
      if (calls === 1) throw refused;
    }, "Retry");
    assert.equal(calls, 2);
    assert.equal(said.length, 1);
  });

  it("keeps silent when somebody cancelled", async () => {
    const aborted = new AbortController();
    aborted.abort();
    for (const reason of [aborted.signal.reason as Error, new vscode.CancellationError()]) {
      const { said } = await run(() => Promise.reject(reason));
      assert.deepEqual(said, []);
    }
  });

  it("offers to sign in where the token is refused", async () => {
    const request = { method: "GET", path: "/api/tasks", requestId: null };
    const error = new UnauthorizedError(401, request, { fields: new Map(), messages: [] });
    const { said } = await run(() => Promise.reject(error));
    assert.match(said.join(), /\| Sign In$/);
  });
});

describe("Notifications", () => {
  it("say what a button could not do, and nothing of what was called off", async () => {
    const said: string[] = [];
    const press = (text: string, ...titles: string[]) => {
      said.push(text);
      return Promise.resolve(titles[0]);
    };
    const stands = [standIn(vscode.window, "showInformationMessage", press)];
    stands.push(
      standIn(vscode.window, "showErrorMessage", (text: string) => {
        said.push(text);
        return Promise.resolve(undefined);
      }),
    );
    try {
      const notifications = new Notifications(new StoppedClock());
      await notifications.inform("Done", { title: "Reopen", run: () => Promise.reject(refused) });
      await notifications.inform("Done", {
        title: "Reopen",
        run: () => Promise.reject(new vscode.CancellationError()),
      });
    } finally {
      for (const stand of stands) stand.dispose();
    }
    assert.equal(said.length, 3);
    assert.match(said[1] ?? "", /^“Reopen” failed\. /);
  });

  it("tell one cause once, however much failed from it in the background, and again later", async () => {
    const said: string[] = [];
    const stand = standIn(vscode.window, "showErrorMessage", (text: string) => {
      said.push(text);
      return Promise.resolve(undefined);
    });
    try {
      const clock = new StoppedClock();
      const notifications = new Notifications(clock);
      const words = { why: "It is gone.", short: "gone", cause: "gone" };
      await Promise.all(
        ["Could not load tasks", "Could not load jobs"].map((what) =>
          notifications.error({ ...words, what }, { unasked: true }),
        ),
      );
      assert.deepEqual(said, ["Could not load tasks. It is gone."]);
      clock.time = 10_000;
      await notifications.error({ ...words, what: "Could not load jobs" }, { unasked: true });
      assert.equal(said.length, 2);
    } finally {
      stand.dispose();
    }
  });

  it("answer whatever a person asked for, again and again, also from a cause that was just told", async () => {
    const said: string[] = [];
    const stand = standIn(vscode.window, "showErrorMessage", (text: string, ...titles: string[]) => {
      said.push(text);
      return Promise.resolve(said.length === 1 ? titles[0] : undefined);
    });
    try {
      const notifications = new Notifications(new StoppedClock());
      const words = { why: "It is busy.", short: "busy", cause: "busy", next: "retry" as const };
      const fail = (what: string): Promise<void> =>
        notifications.error({ ...words, what }, { retry: () => fail(what) });
      await fail("Could not remove task #1");
      await fail("Could not remove task #2");
      await notifications.error({ ...words, what: "Could not load tasks" }, { unasked: true });
      assert.deepEqual(said, [
        "Could not remove task #1. It is busy.",
        "Could not remove task #1. It is busy.",
        "Could not remove task #2. It is busy.",
      ]);
    } finally {
      stand.dispose();
    }
  });

  it("hold no link that a server wrote, on one line", async () => {
    const said: string[] = [];
    const stand = standIn(vscode.window, "showInformationMessage", (text: string) => {
      said.push(text);
      return Promise.resolve(undefined);
    });
    try {
      await new Notifications(new StoppedClock()).inform("[x](command:workbench.action.quit)\n\u202eb");
      assert.equal(said.length, 1);
      assert.doesNotMatch(said.join(), /\]\(|\n|\u202e/);
    } finally {
      stand.dispose();
    }
  });
});

describe("An input of several steps", () => {
  const step: TextStep<string> = {
    title: "Sign In",
    step: 1,
    totalSteps: 2,
    value: "typed",
    placeholder: "",
    prompt: "",
    back: true,
    submit: (typed) => Promise.resolve({ ok: true, value: typed }),
  };
  const accept = () => vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
  const escape = () => vscode.commands.executeCommand("workbench.action.closeQuickOpen");

  /** Presses until the input, which takes a moment to stand, has heard it. */
  async function pressUntil<T>(
    press: () => Thenable<unknown>,
    answer: Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    let ended = false;
    void answer.then(() => (ended = true));
    await eventually(async () => {
      if (!ended) await press();
      return ended;
    });
    return await answer;
  }

  it("ends with what was typed", async () => {
    assert.deepEqual(await pressUntil(accept, askText(step)), { kind: "done", value: "typed" });
  });

  it("stays open with what was typed while it is wrong", async () => {
    const typed: string[] = [];
    const answer = askText({
      ...step,
      submit: (text) => {
        typed.push(text);
        return Promise.resolve(typed.length < 3 ? { ok: false, problem: "No." } : { ok: true, value: text });
      },
    });
    assert.deepEqual(await pressUntil(accept, answer), { kind: "done", value: "typed" });
    assert.deepEqual(typed, ["typed", "typed", "typed"]);
  });

  it("ends at Escape, and what is under way ends with it", async () => {
    let under: AbortSignal | undefined;
    const answer = askText<string>({
      ...step,
      submit: (_, { signal }) => {
        under = signal;
        return new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => {
            reject(signal.reason as Error);
          });
        });
      },
    });
    await eventually(async () => {
      if (under === undefined) await accept();
      return under !== undefined;
    });
    assert.deepEqual(await pressUntil(escape, answer), { kind: "cancelled" });
    assert.equal(under?.aborted, true);
  });

  it("goes back by its button's key", async () => {
    const back = () => vscode.commands.executeCommand("workbench.action.quickInputBack");
    assert.deepEqual(await pressUntil(back, askText(step)), { kind: "back" });
  });

  it("does not swallow a fault of ours", async () => {
    const answer = askText<string>({ ...step, submit: () => Promise.reject(new Error("a fault")) });
    let failure: unknown;
    answer.catch((error: unknown) => (failure = error));
    await eventually(async () => {
      if (failure === undefined) await accept();
      return failure !== undefined;
    });
    assert.match(String(failure), /a fault/);
  });
});
