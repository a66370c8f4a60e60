import assert from "node:assert/strict";
import { written } from "./browser-state.ts";
import { Person } from "./people.ts";
import { eventually, type QuickInput, type Theme, useWindow } from "./workbench/index.ts";

describe("Signing in with an access token", () => {
  const given = useWindow();
  const input = (): QuickInput => given.workbench.quickInput;
  const host = (): string => new URL(given.server.origin).host;
  const token = (): string => given.server.account("alice").token;

  afterEach("closes what is open", async () => {
    given.server.faults.clear();
    given.server.requests.clear();
    if (await input().isOpen()) await input().cancel();
  });

  async function askedForToken(): Promise<void> {
    await given.workbench.run("CVAT: Sign In…");
    await input().waitForTitle("Sign In to CVAT (1/2)");
    await input().type(host());
    await input().accept();
    await input().waitForTitle(`Sign In to ${host()} (2/2)`);
  }

  async function signedIn(typed: string): Promise<void> {
    await askedForToken();
    await input().type(typed);
    await input().accept();
    await input().waitUntilClosed();
  }

  /** Enters a token, and waits for this complaint; what was typed stays, and stays hidden. */
  async function isRefused(typed: string, complaint: string): Promise<void> {
    await input().type(typed);
    await input().accept();
    await input().waitForMessage(complaint);
    // The mark comes a moment after the words.
    await eventually(
      () => input().severity(),
      (severity) => {
        assert.equal(severity, "error");
      },
    );
    assert.equal(await input().value(), typed);
    assert.equal(await input().isHidden(), true);
  }

  async function statusIs(text: string): Promise<void> {
    await eventually(
      () => given.workbench.statusBar.texts(),
      (texts) => {
        assert.deepEqual(texts, [text]);
      },
    );
  }

  async function viewsHoldRows(): Promise<void> {
    const { projects, tasks, jobs } = given.workbench;
    await projects.row("Objects");
    await tasks.row("coins");
    await jobs.row("Job #9");
  }

  function asked(): string[] {
    return given.server.requests.all().map(({ method, path }) => `${method} ${path}`);
  }

  for (const theme of ["dark", "light", "highContrast"] satisfies Theme[]) {
    it(`hides what is typed, and doubts half a token while it is typed (${theme})`, async () => {
      const { workbench } = given;
      await workbench.openContainer();
      await workbench.setTheme(theme);
      await askedForToken();
      assert.equal(await input().isHidden(), true);
      assert.equal(await input().placeholder(), "Access token");
      await input().waitForMessage(/^Paste an access token of yours/);
      await input().type("alice000.ali");
      await input().waitForMessage("This is not a whole token: 12 of 41 characters.");
      assert.equal(await input().severity(), "warning");
      await workbench.picture(`sign-in-token-${theme}`);
    });
  }

  it("leads to the server's page where tokens are made, and back to the address", async () => {
    const { workbench, window } = given;
    await workbench.setTheme("dark");
    await askedForToken();
    // By keyboard: the buttons come before the input.
    await workbench.page.keyboard.press("Shift+Tab");
    const page = await window.opens(() => workbench.page.keyboard.press("Enter"));
    assert.match(page, new RegExp(`[:/]${new URL(given.server.origin).port}/profile#security$`));
    await input().waitForTitle(`Sign In to ${host()} (2/2)`);
    await input().widget.getByRole("button", { name: /^Back/ }).click();
    await input().waitForTitle("Sign In to CVAT (1/2)");
    assert.equal(await input().value(), given.server.origin);
    await input().accept();
    await input().waitForTitle(`Sign In to ${host()} (2/2)`);
  });

  it("refuses in the same input what the server does not accept, or cannot be a token", async () => {
    const { workbench, server } = given;
    const alice = new Person(server, "alice");
    const expired = await alice.makeToken({ expires: new Date("2020-01-01") });
    const revoked = await alice.makeToken();
    await alice.revoke(revoked);
    const refused = `${host()} does not accept this token: it is mistyped, expired, revoked, or of another server (the server answered 401).`;
    await askedForToken();
    await isRefused("  ", "Paste the access token here.");
    await isRefused(`${token()} x`, "A token has no blanks, line breaks or accents inside.");
    server.requests.clear();
    await isRefused("other000.anotherServersToken12345678901234", refused);
    await isRefused(expired.value, refused);
    await isRefused(revoked.value, refused);
    await workbench.picture("sign-in-token-refused");
    await input().cancel();
    await statusIs("CVAT: Sign In");
  });

  it("says what is wrong with the server while it proves the token", async () => {
    const { server } = given;
    await askedForToken();
    server.faults.add({
      kind: "status",
      status: 500,
      body: "<h1>Oops</h1>",
      match: { path: "/api/users/self" },
    });
    await isRefused(token(), "The server failed (the server answered 500).");
    await input().cancel();
    await statusIs("CVAT: Sign In");
  });

  it("keeps nothing of a token before the server has proven it", async () => {
    const { workbench, server } = given;
    const held = server.faults.add({ kind: "hold", match: { path: "/api/users/self" } });
    await askedForToken();
    await input().type(token());
    await input().accept();
    await held.met;
    await input().waitForMessage(new RegExp(`^Asking ${host()} whose token it is`));
    await workbench.reload();
    held.release();
    await workbench.openContainer();
    await workbench.welcome();
    await statusIs("CVAT: Sign In");
  });

  it("takes a token with blanks and line breaks around it, and shows what is on the server", async () => {
    const { workbench, server } = given;
    // The views come to sight by themselves, once.
    await workbench.page.keyboard.press("Control+Shift+E");
    await askedForToken();
    server.requests.clear();
    await workbench.page.evaluate((text) => navigator.clipboard.writeText(text), `\r\n  ${token()}\n \n`);
    await input().button("Paste");
    await eventually(
      () => input().value(),
      (value) => {
        assert.equal(value, token());
      },
    );
    await input().accept();
    await input().waitUntilClosed();
    await viewsHoldRows();
    await statusIs("alice · All Organizations");
    assert.deepEqual(asked().sort(), [
      "GET /api/auth/access_tokens/self",
      "GET /api/jobs",
      "GET /api/projects",
      "GET /api/tasks",
      "GET /api/users/self",
    ]);
    assert.deepEqual(await workbench.notifications.all(), []);
    await workbench.picture("signed-in");
  });

  it("keeps the token over a reload", async () => {
    const { workbench } = given;
    await written(workbench.page, String.raw`\"username\":\"alice\"`);
    await workbench.reload();
    await workbench.openContainer();
    await viewsHoldRows();
    await statusIs("alice · All Organizations");
    assert.equal(await input().isOpen(), false);
    assert.ok(asked().length <= 8, asked().join("\n"));
  });

  it("is over after Sign Out, which says that the token lives on and where it is revoked", async () => {
    const { workbench, server, window } = given;
    server.requests.clear();
    await workbench.run("CVAT: Sign Out");
    const words = `Signed out of ${host()}, and the access token is forgotten here. On the server it works until it is revoked.`;
    await workbench.notifications.toast(words);
    assert.deepEqual(await workbench.notifications.all(), [
      { message: words, buttons: ["Revoke on the Server"] },
    ]);
    await workbench.welcome();
    await statusIs("CVAT: Sign In");
    await workbench.picture("signed-out");
    assert.deepEqual(asked(), []);
    const page = await window.opens(() => workbench.notifications.choose(words, "Revoke on the Server"));
    assert.match(page, /\/profile#security$/);
    await written(workbench.page, String.raw`\"kind\":\"none\"`);
    await workbench.reload();
    await workbench.openContainer();
    await workbench.welcome();
    await statusIs("CVAT: Sign In");
    assert.deepEqual(
      asked().filter((each) => each.includes("/api/")),
      [],
    );
  });

  it("offers the servers used before, the last one in the input already", async () => {
    const { workbench } = given;
    await workbench.run("CVAT: Sign In…");
    await input().waitForTitle("Sign In to CVAT (1/2)");
    assert.equal(await input().value(), given.server.origin);
    await input().button("Servers Used Before");
    await input().waitForTitle("Servers Used Before");
    assert.deepEqual(
      (await input().picks()).map(({ label }) => label),
      [host(), "app.cvat.ai"],
    );
    await workbench.picture("sign-in-servers");
    await input().accept();
    await input().waitForTitle("Sign In to CVAT (1/2)");
    await input().accept();
    await input().waitForTitle(`Sign In to ${host()} (2/2)`);
  });

  it("begins on the server's page after Get an Access Token, and goes on with pasting it", async () => {
    const { workbench, window } = given;
    const link = workbench.sideBar.getByText("Get an Access Token");
    const page = await window.opens(() => link.click());
    assert.match(page, /\/profile#security$/);
    await input().waitForTitle(`Sign In to ${host()} (2/2)`);
  });

  it("takes a token that may only read, and shows that it is one", async () => {
    const { workbench, server } = given;
    const { value } = await new Person(server, "bob").makeToken({
      readOnly: true,
      expires: new Date("2099-05-04T12:00Z"),
    });
    await signedIn(value);
    await statusIs("bob · All Organizations · read-only");
    const tooltip = await workbench.statusBar.tooltip("read-only");
    assert.match(tooltip, new RegExp(`^bob on ${host()}`));
    assert.match(tooltip, /Read-only access token, ends May 4, 2099/);
    await workbench.picture("read-only", { keepPointer: true });
  });
});
