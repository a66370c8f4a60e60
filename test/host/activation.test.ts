import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("The extension in VS Code", () => {
  it("activates", async () => {
    const extension = vscode.extensions.getExtension("cvat-in-vscode.cvat");
    assert.ok(extension, "it is not installed");
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
