import assert from "node:assert/strict";
import { Pretender } from "./pretenders.ts";
import { eventually, type QuickInput, type Theme, useWindow } from "./workbench/index.ts";

describe("The address of a server", () => {
  // A name server that keeps silent must not take longer than the search.
  const given = useWindow({ env: () => ({ RES_OPTIONS: "timeout:1 attempts:1" }) });
  const input = (): QuickInput => given.workbench.quickInput;
  const pretenders: Pretender[] = [];

  afterEach("takes away what pretended", async () => {
    for (const pretender of pretenders.splice(0)) await pretender.close();
    given.server.faults.clear();
    given.server.requests.clear();
    if (await input().isOpen()) await input().cancel();
  });

  async function pretend(made: Promise<Pretender>): Promise<Pretender> {
    const pretender = await made;
    pretenders.push(pretender);
    return pretender;
  }

  /** The sample server as people type it. */
  function typedServer(): string {
    return new URL(given.server.origin).host;
  }

  async function askedForAddress(): Promise<void> {
    await given.workbench.run("CVAT: Sign In…");
    await input().waitForTitle("Sign In to CVAT (1/2)");
  }

  async function enter(address: string): Promise<void> {
    await input().type(address);
    await input().accept();
  }

  /** Enters an address, and waits for this complaint under it; what was typed stays. */
  async function isRefused(address: string, complaint: string): Promise<void> {
    await enter(address);
    await input().waitForMessage(complaint);
    assert.equal(await input().severity(), "error");
    assert.equal(await input().value(), address);
    assert.equal(await input().isBusy(), false);
  }

  for (const theme of ["dark", "light", "highContrast"] satisfies Theme[]) {
    it(`is asked for after one click on what a signed-out window shows (${theme})`, async () => {
      const { workbench } = given;
      await workbench.openContainer();
      if (theme !== "dark") await workbench.setTheme(theme);
      const welcome = await workbench.welcome();
      assert.match(
        welcome,
        /^Browse the projects, tasks and jobs of a CVAT server without leaving the editor\./,
      );
      assert.match(welcome, /Get an Access Token$/);
      assert.deepEqual(await workbench.statusBar.texts(), ["CVAT: Sign In"]);
      await workbench.picture(`welcome-${theme}`);
      await workbench.sideBar.getByRole("button", { name: "Sign In…" }).click();
      await input().waitForTitle("Sign In to CVAT (1/2)");
      await isRefused(
        "ftp://cvat.example.org",
        "Begin with https:// or http://, or with the server's name alone.",
      );
      await workbench.picture(`sign-in-address-${theme}`);
    });
  }

  it("is asked for in a narrow side bar as well", async () => {
    const { workbench } = given;
    await workbench.setTheme("dark");
    await workbench.resizeSideBar(200);
    await workbench.picture("welcome-narrow");
    await workbench.resizeSideBar(300);
  });

  it("begins as CVAT's own server, which is offered by name as well", async () => {
    const { workbench } = given;
    await workbench.statusBar.click("CVAT: Sign In");
    await input().waitForTitle("Sign In to CVAT (1/2)");
    assert.equal(await input().value(), "app.cvat.ai");
    await input().waitForMessage(/^Where is your CVAT server\?/);
    await input().button("Servers Used Before");
    await input().waitForTitle("Servers Used Before");
    assert.deepEqual(
      (await input().picks()).map(({ label, description }) => `${label} | ${description}`),
      ["app.cvat.ai | CVAT Online"],
    );
    await workbench.page.keyboard.press("Enter");
    await input().waitForTitle("Sign In to CVAT (1/2)");
    assert.equal(await input().value(), "app.cvat.ai");
  });

  it("is refused below what was typed while it is no address, and nothing is sent", async () => {
    const web = await pretend(Pretender.webPage());
    const [, port] = web.address.split(":");
    await askedForAddress();
    await isRefused("", "The address is empty.");
    await isRefused(`127.0.0.1 :${port}`, "An address has no spaces.");
    await isRefused(
      `ftp://${web.address}`,
      "Begin with https:// or http://, or with the server's name alone.",
    );
    await isRefused(
      `alice@${web.address}`,
      "Leave out what stands before the @: who you are is asked in the next step.",
    );
    await isRefused("127.0.0.1:99999", "A port is a number from 1 to 65535.");
    await isRefused(`127.0.0.1!:${port}`, "This is no name of a server.");
    assert.equal(web.taken, 0);
    assert.deepEqual(given.server.requests.all(), []);
  });

  it("says for each kind of trouble what it found there", async () => {
    const web = await pretend(Pretender.webPage());
    const proxy = await pretend(Pretender.brokenProxy());
    const distrusted = await pretend(Pretender.selfSigned());
    const silent = await pretend(Pretender.silent());
    const nowhere = await Pretender.nowhere();
    await askedForAddress();
    await isRefused(web.address, `What answers at ${web.address} is no CVAT server. Check the address.`);
    await isRefused(
      proxy.address,
      "A proxy answers, but not the CVAT server behind it: it is down or starting (the server answered 502).",
    );
    await isRefused(
      distrusted.address,
      `The certificate of ${distrusted.address} is not trusted on this machine (DEPTH_ZERO_SELF_SIGNED_CERT), so nothing was sent. Ask who runs the server.`,
    );
    await given.workbench.picture("sign-in-certificate");
    assert.deepEqual(distrusted.heard, []);
    await isRefused(
      nowhere,
      `${nowhere} refuses the connection: nothing listens there, or not on this port.`,
    );
    await isRefused(
      "cvat-of-nobody.invalid",
      "No server named cvat-of-nobody.invalid is known here. Check the spelling, the network, or the VPN.",
    );
    await isRefused(silent.address, `${silent.address} gave no answer for 3 s.`);
    for (const { heard } of pretenders) assert.doesNotMatch(heard.join("\n"), /authorization|cookie/i);
  });

  it("says which version a server has that knows no access tokens, or is too old for all", async () => {
    const { server } = given;
    const host = typedServer();
    const answers = (version: string): void => {
      const body = JSON.stringify({ name: "CVAT", description: "", version });
      server.faults.add({ kind: "body", body, match: { path: "/api/server/about" } });
    };
    await askedForAddress();
    answers("2.47.0");
    await isRefused(
      host,
      `${host} is CVAT 2.47.0. Access tokens came with CVAT 2.48: ask for an update of the server.`,
    );
    answers("2.3.0");
    await isRefused(host, "The server is CVAT 2.3.0. This extension works with 2.48 and later.");
    answers("2.99.0");
    await enter(host);
    await input().waitForTitle(`Sign In to ${host} (2/2)`);
  });

  it("is looked for on Enter, says what is being tried, and gives up on Escape and on another letter", async () => {
    const { workbench } = given;
    const silent = await pretend(Pretender.silent());
    // VS Code lets go of a connection whose encryption was never agreed on only after some seconds.
    const lost = (): Promise<unknown> =>
      eventually(
        () => silent.open - encrypted(),
        (open) => {
          assert.equal(open, 0);
        },
      );
    const encrypted = (): number => silent.heard.filter((text) => !text.startsWith("GET")).length;
    await askedForAddress();
    await enter(silent.address);
    await input().waitForMessage(new RegExp(`^Trying https://${silent.address}`));
    await input().waitForMessage(new RegExp(`^Trying http://${silent.address}`));
    await eventually(
      () => input().isBusy(),
      (busy) => {
        assert.equal(busy, true);
      },
    );
    await workbench.picture("sign-in-searching");
    await workbench.page.keyboard.type("1");
    await lost();
    await input().waitForMessage(/^Where is your CVAT server\?/);
    assert.equal(await input().isBusy(), false);
    await enter(silent.address);
    await input().waitForMessage(/^Trying/);
    await input().cancel();
    await lost();
    assert.deepEqual(await workbench.notifications.all(), []);
  });

  it("leaves out what stands behind the name, and says so", async () => {
    await askedForAddress();
    await enter(`http://${typedServer().toUpperCase()}/tasks/12?token=secret#x`);
    await input().waitForTitle(`Sign In to ${typedServer()} (2/2)`);
    await input().waitForMessage(/^Left out of the address: \/tasks\/12 \(/);
  });

  it("is agreed to where nothing is encrypted on the way to another machine", async () => {
    const { workbench, server } = given;
    // Nobody types it, but it leads to this machine and is not its usual name.
    const host = typedServer().replace("127.0.0.1", "0.0.0.0");
    await askedForAddress();
    await enter(host);
    const title = `http://${host} Is Not Encrypted (1/2)`;
    await input().waitForTitle(title);
    assert.deepEqual(
      (await input().picks()).map(({ label, detail, focused }) => ({ label, detail, focused })),
      [
        {
          label: "Choose Another Address",
          detail: "Such as one with https: nobody on the way can read along there.",
          focused: true,
        },
        {
          label: "Go On without Encryption",
          detail: "Anyone in the network on the way can read your token and your data, and can act as you.",
          focused: false,
        },
      ],
    );
    await workbench.picture("sign-in-unencrypted");
    await input().accept();
    await input().waitForTitle("Sign In to CVAT (1/2)");
    assert.equal(await input().value(), host);
    await input().accept();
    await input().waitForTitle(title);
    await input().pick("Go On without Encryption");
    await input().waitForTitle(`Sign In to ${host} (2/2)`);
    await input().cancel();
    // Whoever types http:// knows.
    await askedForAddress();
    await enter(`http://${host}`);
    await input().waitForTitle(`Sign In to ${host} (2/2)`);
    assert.deepEqual(
      server.requests
        .all()
        .filter(({ path, headers }) => path !== "/api/server/about" || headers["authorization"]),
      [],
    );
  });
});
