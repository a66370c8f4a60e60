import assert from "node:assert/strict";
import { eventually, FormPage, useWindow } from "./workbench/index.ts";

describe("Forms", () => {
  const given = useWindow({ signedInAs: "alice" });
  const form = () => new FormPage(given.workbench.page);

  it("opens", async () => {
    const { workbench } = given;
    await workbench.openContainer();
    await workbench.tasks.inline("coins", "Edit…");
    await form().frame.locator("h1").waitFor();
    await form().field("name").waitFor();
    await workbench.picture("form-open");
    console.log(await form().facts(), await form().accessibility(), await form().tabs());
    await form().type("name", "coins, second pass");
    await eventually(
      () => form().words(),
      (words) => {
        assert.match(words, /Name will change/);
      },
    );
    await workbench.picture("form-modified");
    await form().type("name", "x".repeat(271));
    await form().type("bug_tracker", "nonsense");
    await workbench.picture("form-invalid");
    console.log(await form().accessibility());
    await workbench.setTheme("light");
    await workbench.picture("form-light");
    await workbench.setTheme("highContrast");
    await workbench.picture("form-hc");
  });
});
