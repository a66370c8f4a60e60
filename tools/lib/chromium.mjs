// @ts-check
import { existsSync, readFileSync, statSync } from "node:fs";
import process from "node:process";
import { findProgram } from "./programs.mjs";

const programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const places = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Chromium, or a browser built on it; undefined when there is none. */
export async function findChromium() {
  for (const program of programs) {
    const file = findProgram(program);
    if (file !== undefined && !onlyTellsOfSnap(file)) return file;
  }
  const { chromium } = await import("playwright-core");
  return [...places, chromium.executablePath()].find((file) => existsSync(file));
}

/**
 * Ubuntu has a script in place of the program, which tells how to get the snap.
 * @param {string} file
 */
function onlyTellsOfSnap(file) {
  return statSync(file).size < 4096 && readFileSync(file, "utf8").includes("snap install");
}

/**
 * Starts Chromium without a window.
 * @param {string} [executablePath]
 */
export async function launchChromium(executablePath) {
  const { chromium } = await import("playwright-core");
  const program = executablePath ?? (await findChromium());
  if (program === undefined) throw new Error("Chromium is missing; npm test installs it or says how");
  return chromium.launch({
    executablePath: program,
    // Who started it ends it, with all else that is running.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
