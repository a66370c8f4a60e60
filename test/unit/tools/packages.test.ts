import assert from "node:assert/strict";
import { installCommand } from "../../../tools/lib/packages.mjs";

const debian = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n';
const ubuntu = 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n';
const mint = 'NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n';
const fedora = "ID=fedora\n";

describe("The command that installs missing system packages", () => {
  it("is run by itself as root on Debian", () => {
    assert.deepEqual(
      installCommand(["chromium", "fonts"], { platform: "linux", release: debian, root: true }),
      { command: "apt-get install -y --no-install-recommends chromium fonts-dejavu-core", mayRun: true },
    );
  });

  it("names only what is missing", () => {
    const installer = installCommand(["fonts"], { platform: "linux", release: debian, root: true });
    assert.equal(installer?.command, "apt-get install -y --no-install-recommends fonts-dejavu-core");
  });

  it("is only named, with sudo, to anybody else", () => {
    assert.deepEqual(installCommand(["chromium"], { platform: "linux", release: debian, root: false }), {
      command: "sudo apt-get install -y --no-install-recommends chromium",
      mayRun: false,
    });
  });

  it("avoids the snap on Ubuntu and what is made of it", () => {
    for (const release of [ubuntu, mint]) {
      assert.deepEqual(installCommand(["chromium", "fonts"], { platform: "linux", release, root: true }), {
        command: "npx playwright-core install --with-deps chromium",
        mayRun: true,
      });
    }
  });

  it("is never run by itself on other systems", () => {
    assert.deepEqual(installCommand(["chromium"], { platform: "linux", release: fedora, root: true }), {
      command: "dnf install -y chromium",
      mayRun: false,
    });
    assert.equal(
      installCommand(["chromium"], { platform: "darwin", release: "", root: false })?.command,
      "brew install --cask chromium",
    );
  });

  it("is not known everywhere", () => {
    assert.equal(
      installCommand(["chromium"], { platform: "linux", release: "ID=nixos\n", root: true }),
      undefined,
    );
  });
});
