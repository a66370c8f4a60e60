import assert from "node:assert/strict";
import { eventually, useWindow } from "./workbench/index.ts";

describe("A window in which nobody is signed in", () => {
  const given = useWindow();

  it("says in the container CVAT what the extension is and offers to sign in", async () => {
    await given.workbench.openContainer();
    const welcome = await given.workbench.welcome();
    assert.match(welcome, /^Browse the projects, tasks and jobs of a CVAT server/);
    assert.match(welcome, /Sign In…/);
    assert.match(welcome, /Get an Access Token/);
  });

  it("says why a command cannot be done, and leads to signing in", async () => {
    const { workbench } = given;
    // Of toasts that come within 800 ms VS Code shows three; it puts the fourth away, unseen. So three commands in all.
    for (const title of ["CVAT: Copy Link", "CVAT: Sign Out"]) {
      await workbench.run(title);
      await workbench.notifications.toast("You are not signed in to a CVAT server.");
      await workbench.notifications.dismiss("You are not signed in to a CVAT server.");
    }
    await workbench.run("CVAT: Switch Organization…");
    await workbench.notifications.choose("You are not signed in to a CVAT server.", "Sign In");
    await workbench.quickInput.waitUntilOpen();
    await workbench.quickInput.cancel();
  });

  it("asks no server for anything", () => {
    assert.deepEqual(given.server.requests.all(), []);
  });
});

describe("A window whose environment signs alice in", () => {
  const given = useWindow({ signedInAs: "alice" });

  it("shows rows in the three views", async () => {
    const { workbench } = given;
    await workbench.openContainer();
    for (const view of [workbench.projects, workbench.tasks, workbench.jobs]) {
      await eventually(
        () => view.labels(),
        (labels) => {
          assert.notEqual(labels.length, 0, `the view ${view.title} holds no rows`);
        },
      );
    }
    await workbench.picture("smoke");
  });
});
