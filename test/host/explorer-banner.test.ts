import assert from "node:assert/strict";
import { MarkdownString } from "vscode";
import { showBanner } from "../../src/explorer/banner.ts";

const banner = {
  text: "Offline, as of 2 h ago.",
  link: { title: "Retry", command: "cvat.retry", arguments: ["cvat.tasks"] },
  withoutLink: "Offline, as of 2 h ago. Refresh tries again.",
} as const;

describe("The line above the rows", () => {
  it("has a link that runs this one command and nothing else", () => {
    const view: { message?: string } = {};
    showBanner(view, banner);
    const said: unknown = view.message;
    assert.ok(said instanceof MarkdownString);
    assert.match(said.value, /\[Retry\]\(command:cvat\.retry\?%5B%22cvat\.tasks%22%5D\)$/);
    assert.deepEqual(said.isTrusted, { enabledCommands: ["cvat.retry"] });
  });

  it("shows what a server wrote as text", () => {
    const view: { message?: string } = {};
    showBanner(view, { ...banner, text: "No projects in [x](command:cvat.signOut) yet." });
    const said: unknown = view.message;
    assert.ok(said instanceof MarkdownString);
    assert.match(said.value, /\\\[x\\\]\\\(command/);
  });

  it("is a sentence without a link where VS Code allows none", () => {
    let said: string | undefined;
    const strict = {
      get message(): string {
        return said ?? "";
      },
      set message(text: string) {
        if (typeof text !== "string") throw new Error("CANNOT use API proposal: treeViewMarkdownMessage");
        said = text;
      },
    };
    showBanner(strict, banner);
    assert.equal(said, "Offline, as of 2 h ago. Refresh tries again.");
    showBanner(strict, undefined);
    assert.equal(said, "");
  });
});
