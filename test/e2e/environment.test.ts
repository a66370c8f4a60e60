import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { writeSettings } from "../../tools/lib/vscode/settings.mjs";
import { keptInBrowser } from "./browser-state.ts";
import { eventually, useWindow } from "./workbench/index.ts";

const setting = "cvat.useEnvironmentToken";

describe("A window whose environment names a server and a token", () => {
  const given = useWindow({
    env: (server) => ({
      CVAT_SERVER: `${server.origin}/`,
      CVAT_ACCESS_TOKEN: `\n${server.account("alice").token}\n`,
    }),
    // Nobody can have meant this.
    machine: { [setting]: 42 },
  });
  const host = (): string => new URL(given.server.origin).host;
  const question = (): string =>
    `CVAT_SERVER and CVAT_ACCESS_TOKEN are set. Sign in to ${given.server.origin} with them?`;

  const signedOut = (): string => `Signed out of ${host()}. CVAT_ACCESS_TOKEN is still set.`;

  async function statusIs(text: string): Promise<void> {
    await eventually(
      () => given.workbench.statusBar.texts(),
      (texts) => {
        assert.deepEqual(texts, [text]);
      },
    );
  }

  async function isSignedIn(): Promise<void> {
    await given.workbench.projects.row("Objects");
    await statusIs("alice · All Organizations");
  }

  async function reloaded(): Promise<void> {
    given.server.requests.clear();
    await given.workbench.reload();
    await given.workbench.openContainer();
  }

  /** What the person, or the extension for them, has written into the settings of this machine. */
  function written(): unknown {
    const settings: unknown = JSON.parse(readFileSync(given.window.places.machine, "utf8"));
    assert(typeof settings === "object" && settings !== null);
    return new Map<string, unknown>(Object.entries(settings)).get(setting);
  }

  it("asks, also when the setting holds nonsense, and asks no server before the answer", async () => {
    const { workbench, server } = given;
    await workbench.openContainer();
    await workbench.notifications.toast(question());
    assert.deepEqual(await workbench.notifications.all(), [
      { message: question(), buttons: ["Sign In", "Always", "Never"] },
    ]);
    await workbench.welcome();
    await statusIs("CVAT: Sign In");
    assert.deepEqual(server.requests.all(), []);
    await workbench.picture("environment-asks");
    await workbench.run("CVAT: Show Log");
    await eventually(
      async () => (await workbench.page.locator(".panel .view-lines").innerText()).replaceAll(/\s+/g, " "),
      (log) => {
        assert.match(
          log,
          /The setting cvat\.useEnvironmentToken has no value that is known; "ask" is taken instead/,
        );
      },
    );
    await workbench.page.keyboard.press("Control+J");
  });

  it("signs in once after Sign In, and stores no token", async () => {
    const { workbench } = given;
    await workbench.notifications.choose(question(), "Sign In");
    await isSignedIn();
    assert.match(await workbench.statusBar.tooltip("alice"), /Access token, from CVAT_ACCESS_TOKEN/);
    await reloaded();
    await workbench.notifications.toast(question());
    await workbench.welcome();
    const { token } = given.server.account("alice");
    assert.ok(!(await keptInBrowser(workbench.page)).includes(token));
    assert.equal(written(), 42);
  });

  it("signs in without asking after Always, from then on, by at most eight requests", async () => {
    const { workbench, server } = given;
    await workbench.notifications.choose(question(), "Always");
    await isSignedIn();
    await eventually(written, (value) => {
      assert.equal(value, "always");
    });
    await reloaded();
    await isSignedIn();
    await workbench.jobs.row("Job #9");
    assert.deepEqual(await workbench.notifications.all(), []);
    const asked = server.requests.all();
    assert.ok(asked.length <= 8, asked.map(({ path }) => path).join("\n"));
  });

  it("can be signed out nevertheless, and is told that the token is still there", async () => {
    const { workbench } = given;
    await workbench.run("CVAT: Sign Out");
    await workbench.notifications.toast(signedOut());
    await workbench.welcome();
    await statusIs("CVAT: Sign In");
    await workbench.picture("environment-signed-out");
  });

  it("says why it could not sign in again, and tries once more on Retry", async () => {
    const { workbench, server } = given;
    server.faults.add({ kind: "status", status: 401, match: { path: "/api/users/self" } });
    await workbench.notifications.choose(signedOut(), "Sign In Again");
    const words = `Could not sign in to ${given.server.origin} with the token in CVAT_ACCESS_TOKEN. ${host()} does not accept this token`;
    await workbench.notifications.toast(words);
    await workbench.picture("environment-refused");
    const [told] = await workbench.notifications.all();
    assert.deepEqual(told?.buttons, ["Retry", "Open Log"]);
    await workbench.notifications.choose(words, "Retry");
    await isSignedIn();
  });

  it("neither asks nor signs in after Never", async () => {
    const { workbench, server } = given;
    writeSettings(given.window.places.machine, { [setting]: "ask" });
    await reloaded();
    await workbench.notifications.choose(question(), "Never");
    await eventually(written, (value) => {
      assert.equal(value, "never");
    });
    await reloaded();
    await workbench.welcome();
    await statusIs("CVAT: Sign In");
    assert.deepEqual(await workbench.notifications.all(), []);
    assert.deepEqual(server.requests.all(), []);
  });
});
