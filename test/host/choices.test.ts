import assert from "node:assert/strict";
import * as vscode from "vscode";
import { InputSteps } from "../../src/accounts/sign-in-steps.ts";
import { silentLogger } from "../../src/core/index.ts";
import { placeFor } from "../../src/creation/place.ts";
import { askForStage, askForState } from "../../src/edits/job-progress.ts";
import { Remembered } from "../../src/organizations/remembered.ts";
import { ScopeStore } from "../../src/organizations/scope.ts";
import { type Answer, askChoice, askText } from "../../src/ui/index.ts";
import { job, SmallWorld } from "../unit/explorer/small-world.ts";
import { memoryOf } from "../support/doubles.ts";
import { alice, connectionOfAccount } from "../support/signed-in.ts";
import { endless } from "../unit/organizations/endless.ts";
import { inputOf, pickOf, type Typist } from "./inputs.ts";
import { eventually, standIn } from "./stand-in.ts";

type Pick = vscode.QuickPick<vscode.QuickPickItem>;

const accept = () => vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
const escape = () => vscode.commands.executeCommand("workbench.action.closeQuickOpen");
const back = () => vscode.commands.executeCommand("workbench.action.quickInputBack");

/** Presses until the choice, which takes a moment to stand, has heard it. */
async function pressUntil<T>(press: () => Thenable<unknown>, answer: Promise<Answer<T>>): Promise<Answer<T>> {
  let ended = false;
  void answer.then(() => (ended = true));
  await eventually(async () => {
    if (!ended) await press();
    return ended;
  });
  return await answer;
}

describe("A choice of several steps", () => {
  const items = [{ label: "One" }, { label: "Two" }];
  const step = { title: "Choose", placeholder: "", items };

  it("ends with the item that was chosen", async () => {
    const answer = await pressUntil(accept, askChoice(step));
    assert.deepEqual(answer, { kind: "done", value: items[0] });
  });

  it("goes back by its button's key", async () => {
    assert.deepEqual(await pressUntil(back, askChoice(step)), { kind: "back" });
  });

  it("ends at Escape", async () => {
    assert.deepEqual(await pressUntil(escape, askChoice(step)), { kind: "cancelled" });
  });

  it("goes when what it is about goes, and does not come when that is gone already", async () => {
    const gone = new AbortController();
    const answer = askChoice({ ...step, gone: gone.signal });
    gone.abort();
    assert.deepEqual(await answer, { kind: "cancelled" });
    assert.deepEqual(await askChoice({ ...step, gone: gone.signal }), { kind: "cancelled" });
  });
});

describe("A text that is asked for", () => {
  const step = {
    title: "Name",
    step: 1,
    totalSteps: 1,
    value: "",
    placeholder: "",
    prompt: "",
    submit: (typed: string) => Promise.resolve({ ok: true as const, value: typed }),
  };

  it("goes when what it is about goes", async () => {
    const gone = new AbortController();
    const answer = askText({ ...step, gone: gone.signal });
    gone.abort();
    assert.deepEqual(await answer, { kind: "cancelled" });
  });

  describe("by somebody", () => {
    let typist: Typist;
    let stand: ReturnType<typeof standIn>;

    beforeEach(() => {
      typist = { seen: [], answers: [] };
      stand = standIn(vscode.window, "createInputBox", () => inputOf(typist));
    });
    afterEach(() => {
      stand.dispose();
    });

    it("does not come when what it is about is gone already", async () => {
      typist.answers = ["medals"];
      assert.deepEqual(await askText({ ...step, gone: AbortSignal.abort() }), { kind: "cancelled" });
      assert.deepEqual(typist.seen, []);
    });

    it("calls off what it was asked to do when what it is about goes", async () => {
      const gone = new AbortController();
      let calledOff = false;
      typist.answers = ["medals"];
      const answer = askText<string>({
        ...step,
        gone: gone.signal,
        submit: async (_, { signal }) => {
          gone.abort();
          await Promise.resolve();
          calledOff = signal.aborted;
          return { ok: true, value: "too late" };
        },
      });
      assert.deepEqual(await answer, { kind: "cancelled" });
      assert.equal(calledOff, true);
    });

    it("comes back from what its button shows, unless what it is about went meanwhile", async () => {
      for (const goes of [false, true]) {
        typist.seen.length = 0;
        typist.answers = ["<Paste>", "coins"];
        const gone = new AbortController();
        const run = () => {
          if (goes) gone.abort();
          return Promise.resolve({ value: "medals" });
        };
        const buttons = [{ icon: "clippy", tooltip: "Paste", run }];
        const answer = await askText({ ...step, buttons, gone: gone.signal });
        assert.deepEqual(answer, goes ? { kind: "cancelled" } : { kind: "done", value: "coins" });
        assert.equal(typist.seen.length, goes ? 1 : 2);
      }
    });
  });
});

describe("Where something is to be made", () => {
  it("says that not all organizations are offered, where there are more than anybody reads", async () => {
    const connection = { ...connectionOfAccount(alice), client: endless().client };
    const scopes = new ScopeStore(new Remembered(memoryOf(), silentLogger));
    scopes.follow({ kind: "signedIn", connection });
    const { current, signal } = scopes;
    assert.ok(current);
    const typist: Typist = { seen: [], answers: ["Personal Workspace"] };
    const stand = standIn(vscode.window, "createQuickPick", () => pickOf(typist));
    const place = await placeFor(current, "New Project", {
      totalSteps: 4,
      last: undefined,
      gone: signal,
    }).finally(() => {
      stand.dispose();
      scopes.dispose();
    });
    assert.equal(place?.slug, "");
    const [seen] = typist.seen;
    assert.match(seen ?? "", /\| Personal Workspace, only the first 2,000 are shown, Crew,/);
    assert.doesNotMatch(seen ?? "", /All Organizations/);
  });
});

describe("The state and the stage of jobs", () => {
  it("are not asked for when what was shown is gone already", async () => {
    let asked = 0;
    const stand = standIn(vscode.window, "showQuickPick", () => {
      asked += 1;
      return Promise.resolve(undefined);
    });
    const world = new SmallWorld();
    world.jobs = [job(45, 12)];
    const objects = [{ kind: "job", entity: await world.client.jobs.retrieve(45) }] as const;
    try {
      for (const ask of [askForState, askForStage]) {
        assert.equal(await ask({ objects }, AbortSignal.abort()), undefined);
      }
    } finally {
      stand.dispose();
    }
    assert.equal(asked, 0);
  });
});

describe("Signing in without encryption", () => {
  const nobody = () => Promise.reject(new Error("nobody is asked here"));
  const steps = new InputSteps(
    {
      search: { look: nobody },
      connector: { prove: nobody },
      remembered: { servers: () => [] },
      openTokenPage: nobody,
    },
    "Sign In",
  );
  const server = {
    origin: "http://cvat.example.org",
    host: "cvat.example.org",
    unagreed: true,
    note: "",
  };

  /** Asks whether a token may go there; gives the answer, and what was to be read. */
  async function ask(
    press: (pick: Pick) => Thenable<unknown>,
  ): Promise<{ answer: Answer<undefined>; pick: Pick }> {
    const shown: Pick[] = [];
    const { createQuickPick } = vscode.window;
    const stand = standIn(vscode.window, "createQuickPick", () => {
      const pick = createQuickPick();
      shown.push(pick);
      return pick;
    });
    try {
      const asked = steps.unencrypted(server);
      const [pick] = shown;
      assert.ok(pick);
      return { answer: await pressUntil(() => press(pick), asked), pick };
    } finally {
      stand.dispose();
    }
  }

  it("says over the choice and below it what can be read by whom", async () => {
    const { pick } = await ask(escape);
    assert.equal(pick.title, "http://cvat.example.org Is Not Encrypted");
    assert.deepEqual(
      pick.items.map(({ label, detail }) => [label, detail]),
      [
        ["Choose Another Address", "Such as one with https: nobody on the way can read along there."],
        [
          "Go On without Encryption",
          "Anyone in the network on the way can read your token and your data, and can act as you.",
        ],
      ],
    );
  });

  it("leads to another address, unless going on is chosen", async () => {
    assert.deepEqual((await ask(accept)).answer, { kind: "back" });
    assert.deepEqual((await ask(back)).answer, { kind: "back" });
    assert.deepEqual((await ask(escape)).answer, { kind: "cancelled" });
    // What is active is known from VS Code itself, before Enter is pressed on it.
    const goOn = async (pick: Pick): Promise<void> => {
      await eventually(() => pick.activeItems.length > 0);
      if (pick.activeItems[0] !== pick.items[1]) {
        await vscode.commands.executeCommand("workbench.action.quickOpenSelectNext");
        await eventually(() => pick.activeItems[0] === pick.items[1]);
      }
      await accept();
    };
    assert.deepEqual((await ask(goOn)).answer, { kind: "done", value: undefined });
  });
});
