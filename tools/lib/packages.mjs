// @ts-check
// System packages: which are missing, and the one command that installs them.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import process from "node:process";
import { findChromium } from "./chromium.mjs";
import { findProgram } from "./programs.mjs";
import { Refusal, say, saying } from "./say.mjs";

/** @typedef {import("./processes.mjs").Processes} Processes */
/** @typedef {"chromium" | "fonts"} Need */

/**
 * @typedef {object} Machine
 * @property {string} platform as `process.platform`
 * @property {string} release what /etc/os-release says
 * @property {boolean} root whether packages can be installed without asking
 */

/**
 * The first one that fits the machine; `as` are words for a person who is not root.
 * @type {{ on: RegExp, as?: string, command: string, chromium: string, fonts: string, silently?: boolean }[]}
 */
const installers = [
  { on: /^darwin/, command: "brew install --cask", chromium: "chromium", fonts: "font-dejavu" },
  { on: /^win32/, command: "winget install", chromium: "Google.Chrome", fonts: "" },
  {
    // Its own package of Chromium is a snap, which does not run everywhere. This one brings fonts along.
    on: /\bubuntu\b/,
    command: "npx playwright-core install --with-deps",
    chromium: "chromium",
    fonts: "chromium",
    silently: true,
  },
  {
    on: /\bdebian\b/,
    as: "sudo",
    command: "apt-get install -y --no-install-recommends",
    chromium: "chromium",
    fonts: "fonts-dejavu-core",
    silently: true,
  },
  {
    on: /\b(fedora|rhel)\b/,
    as: "sudo",
    command: "dnf install -y",
    chromium: "chromium",
    fonts: "dejavu-sans-fonts",
  },
  { on: /\bsuse\b/, as: "sudo", command: "zypper install -y", chromium: "chromium", fonts: "dejavu-fonts" },
  { on: /\barch\b/, as: "sudo", command: "pacman -S --noconfirm", chromium: "chromium", fonts: "ttf-dejavu" },
  { on: /\balpine\b/, as: "sudo", command: "apk add", chromium: "chromium", fonts: "font-dejavu" },
];

/**
 * The one command that installs these; undefined where it is not known.
 * @param {readonly Need[]} needs
 * @param {Machine} machine
 */
export function installCommand(needs, machine) {
  /** @param {string} key */
  const fact = (key) => new RegExp(`^${key}="?([^"\n]*)"?$`, "m").exec(machine.release)?.[1] ?? "";
  const kind = `${machine.platform} ${fact("ID")} ${fact("ID_LIKE")}`;
  const installer = installers.find(({ on }) => on.test(kind));
  if (!installer) return undefined;
  const names = [...new Set(needs.map((need) => installer[need]))];
  const command = [installer.command, ...names].join(" ");
  return {
    command: installer.as !== undefined && !machine.root ? `${installer.as} ${command}` : command,
    mayRun: machine.root && installer.silently === true,
  };
}

/**
 * Chromium with fonts: installed where this may be done without asking, else refused with the command that does it.
 * @param {Processes} processes
 * @param {string} purpose what it is needed for
 */
export async function ensureChromium(processes, purpose) {
  const missing = await missingNow();
  if (missing.length === 0) return found(await findChromium());
  const machine = thisMachine();
  const installer = installCommand(missing, machine);
  if (installer?.mayRun) {
    const what = `Installing ${missing.join(" and ")}, needed for ${purpose}`;
    await saying(what, () => runInstaller(processes, installer.command));
  }
  const still = await missingNow();
  if (still.length > 0) {
    const way = installer
      ? `This installs it:\n  ${installer.command}`
      : "Install it by your system's packages.";
    const text = `No ${still.join(" and no ")} here, needed for ${purpose}. ${way}`;
    if (still.includes("chromium")) throw new Refusal(text);
    say(text);
  }
  return found(await findChromium());
}

/**
 * @param {Processes} processes
 * @param {string} command
 */
async function runInstaller(processes, command) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    if (command.startsWith("apt-get")) await processes.run("apt-get", ["update", "-q"], { env });
    const [program = "", ...args] = command.split(" ");
    await processes.run(program, args, { env });
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  }
}

async function missingNow() {
  /** @type {Need[]} */
  const missing = [];
  if ((await findChromium()) === undefined) missing.push("chromium");
  if (process.platform === "linux" && !fontFolders.some(hasFonts)) missing.push("fonts");
  return missing;
}

/** @returns {Machine} */
function thisMachine() {
  const release = "/etc/os-release";
  return {
    platform: process.platform,
    release: existsSync(release) ? readFileSync(release, "utf8") : "",
    root: process.getuid?.() === 0 && findProgram("apt-get") !== undefined,
  };
}

const fontFolders = [
  "/usr/share/fonts",
  "/usr/local/share/fonts",
  `${homedir()}/.fonts`,
  `${homedir()}/.local/share/fonts`,
];

/** @param {string} folder */
function hasFonts(folder) {
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { recursive: true }).some((file) => /\.(ttf|otf|ttc|pfb)$/i.test(String(file)));
}

/** @param {string | undefined} chromium */
function found(chromium) {
  if (chromium === undefined) throw new Error("Chromium went away");
  return chromium;
}
