import assert from "node:assert/strict";
import * as vscode from "vscode";
import { InputSteps } from "../../src/accounts/sign-in-steps.ts";
import { type Answer, askChoice } from "../../src/ui/index.ts";
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
