import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { changeKept, keptInBrowser, written } from "./browser-state.ts";
import { type MadeToken, Person } from "./people.ts";
import { Pretender } from "./pretenders.ts";
import { eventually, useWindow, type Workbench } from "./workbench/index.ts";

describe("The account of a window", () => {
  const given = useWindow();
  const host = (): string => new URL(given.server.origin).host;
  let first: MadeToken;
  let second: MadeToken;

  before("makes tokens", async () => {
    first = await new Person(given.server, "alice").makeToken();
    second = await new Person(given.server, "alice").makeToken();
  });

  async function statusIs(text: string, workbench: Workbench = given.workbench): Promise<void> {
    await eventually(
      () => workbench.statusBar.texts(),
      (texts) => {
        assert.deepEqual(texts, [text]);
      },
    );
  }

  async function enterToken(token: string, workbench: Workbench = given.workbench): Promise<void> {
    const { quickInput } = workbench;
    await quickInput.waitForTitle(`Sign In to ${host()} (2/2)`);
    await quickInput.type(token);
    await quickInput.accept();
    await quickInput.waitUntilClosed();
  }

  async function signIn(token: string, workbench: Workbench = given.workbench): Promise<void> {
    await workbench.run("CVAT: Sign In…");
    await workbench.quickInput.waitForTitle("Sign In to CVAT (1/2)");
    await workbench.quickInput.type(host());
    await workbench.quickInput.accept();
    await enterToken(token, workbench);
  }

  /** All that VS Code and the extension have logged. */
  function logged(): string {
    return filesBelow(given.window.places.logs)
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
  }

  it("is asked for a new token in all views together, once the old one was revoked; rows stay", async () => {
    const { workbench, server } = given;
    await workbench.openContainer();
    await signIn(first.value);
    // The first time the views take the focus, which must not come while a command is being typed.
    await workbench.projects.pane.locator(":focus").waitFor();
    // So that all there is to be logged is logged, for the test of that.
    await workbench.run("Developer: Set Log Level...");
    await workbench.quickInput.type("CVAT");
    await workbench.quickInput.pick("CVAT");
    await eventually(
      () => workbench.quickInput.placeholder(),
      (placeholder) => {
        assert.match(placeholder, /CVAT/);
      },
    );
    await workbench.quickInput.pick("Trace");
    await workbench.quickInput.waitUntilClosed();
    await workbench.tasks.row("coins");
    await workbench.jobs.row("Job #9");
    await new Person(server, "alice").revoke(first);
    await workbench.run("CVAT: Refresh Everything");
    const words = `${host()} no longer accepts your access token. It expired or was revoked. What is loaded stays until you sign in again.`;
    await workbench.notifications.toast(words);
    await statusIs("CVAT: Sign In");
    await workbench.tasks.expand("coins");
    assert.deepEqual(await workbench.projects.labels(), ["Sky", "Objects"]);
    assert.equal((await workbench.jobs.labels()).includes("Job #9"), true);
    assert.deepEqual(await workbench.notifications.all(), [{ message: words, buttons: ["Sign In"] }]);
    await workbench.picture("token-revoked");
    await workbench.notifications.choose(words, "Sign In");
    await enterToken(second.value);
    await statusIs("alice · All Organizations");
    await workbench.tasks.row("Job #2");
    assert.equal((await workbench.tasks.labels()).includes("Could not load jobs"), false);
    assert.deepEqual(await workbench.notifications.all(), []);
    await workbench.picture("token-renewed");
  });

  it("is another one in another window, and each keeps its own over a reload, its organization as well", async () => {
    const { workbench, server, window } = given;
    await workbench.run("CVAT: Switch Organization…");
    await workbench.quickInput.pick("Crew");
    await statusIs("alice · Crew");
    const other = await window.openAnother("bobs");
    await other.openContainer();
    // A new workspace begins with the account used last, and with all that is theirs.
    await statusIs("alice · All Organizations", other);
    await other.projects.row("Objects");
    await signIn(server.account("bob").token, other);
    await statusIs("bob · All Organizations", other);
    await statusIs("alice · Crew");
    await workbench.run("CVAT: Refresh Everything");
    await workbench.projects.row("Sky");
    await written(other.page, String.raw`\"username\":\"bob\"`);
    await written(workbench.page, String.raw`\"slug\":\"crew\"`);
    await other.picture("another-account");
    // The account used last is bob's now.
    await workbench.reload();
    await workbench.openContainer();
    await statusIs("alice · Crew");
    await workbench.projects.row("Sky");
    assert.deepEqual(await workbench.projects.labels(), ["Sky"]);
    await other.run("CVAT: Sign Out");
    await statusIs("CVAT: Sign In", other);
    await statusIs("alice · Crew");
    await other.page.close();
  });

  it("sends its token to its server only, wherever that sends it", async () => {
    const { workbench, server } = given;
    const elsewhere = await Pretender.webPage();
    try {
      const location = `http://${elsewhere.address}/api/tasks`;
      server.faults.add({ kind: "redirect", location, match: { path: "/api/tasks" } });
      await workbench.run("CVAT: Refresh Everything");
      await eventually(
        () => workbench.tasks.message(),
        (message) => {
          assert.match(message, /^Not refreshed \(leads elsewhere\), as of/);
        },
      );
      assert.equal(elsewhere.taken, 0);
      assert.deepEqual(await workbench.notifications.all(), []);
    } finally {
      await elsewhere.close();
    }
  });

  it("leaves no token behind but in VS Code's encrypted secrets", async () => {
    const { server, window, workbench } = given;
    const secrets = [first.value, second.value, server.account("bob").token];
    const kept = await keptInBrowser(workbench.page);
    const log = logged();
    assert.ok(/\[debug\].*GET \/api\/tasks/i.test(log), "All is logged");
    const files = filesBelow(path.dirname(window.places.data)).map((file) => readFileSync(file, "latin1"));
    assert.ok(files.length > 10);
    for (const secret of secrets) {
      const [, after = ""] = secret.split(".");
      for (const form of [after, Buffer.from(secret).toString("base64"), encodeURIComponent(secret)]) {
        assert.ok(!kept.includes(form), "A token is kept in the browser");
        assert.ok(!files.some((text) => text.includes(form)), "A token is in a file");
      }
    }
  });

  it("is none after its stored state was damaged, with a word in the log", async () => {
    const { workbench } = given;
    const address = workbench.page.url();
    await workbench.page.goto(new URL("/version", address).href);
    const changed = await changeKept(workbench.page, "cvat-in-vscode.cvat", {
      "cvat.account": { kind: "account", account: 7 },
      "cvat.accounts": [{ origin: "nonsense" }],
      "cvat.organizations": "crew",
      "cvat.servers": { 0: "x" },
    });
    assert.ok(changed >= 2, "global and workspace state");
    await workbench.page.goto(address);
    await workbench.waitUntilReady();
    await workbench.openContainer();
    await workbench.welcome();
    await statusIs("CVAT: Sign In");
    assert.deepEqual(await workbench.notifications.all(), []);
    await eventually(logged, (log) => {
      assert.ok(log.includes("What was stored as cvat.account is damaged and is not used"));
    });
    await signIn(second.value);
    await workbench.projects.row("Objects");
    await statusIs("alice · All Organizations");
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
