// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** @typedef {Record<string, unknown>} Settings */

/** What a person's first window is without, so that the extension is what they see; they may change it. */
export const firstSettings = {
  "chat.disableAIFeatures": true,
  "git.openRepositoryInParentFolders": "never",
  // Else each program that begins to listen on this machine is told of, the sample server among them.
  "remote.autoForwardPorts": false,
  "telemetry.telemetryLevel": "off",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
};

/** So that pictures hold the extension and nothing else, and nothing moves or asks by itself. */
export const quietSettings = {
  ...firstSettings,
  "chat.commandCenter.enabled": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.enabled": false,
  "workbench.colorTheme": "Dark Modern",
  "workbench.layoutControl.enabled": false,
  "workbench.reduceMotion": "on",
  "workbench.tips.enabled": false,
};

/** Signs in with the environment's token without asking; VS Code reads it from the machine's settings only. */
export const signInBySettings = { "cvat.useEnvironmentToken": "always" };

/**
 * Sets these in a settings file, and leaves what else is in it.
 * @param {string} file
 * @param {Settings} settings
 */
export function writeSettings(file, settings) {
  mkdirSync(path.dirname(file), { recursive: true });
  const held = existsSync(file) ? readSettings(file) : {};
  if (held) writeFileSync(file, `${JSON.stringify({ ...held, ...settings }, null, 2)}\n`);
}

/**
 * Writes a settings file unless there is one.
 * @param {string} file
 * @param {Settings} settings
 */
export function writeFirstSettings(file, settings) {
  if (!existsSync(file)) writeSettings(file, settings);
}

/**
 * Undefined when a person has made it something that we would spoil, such as JSON with comments.
 * @param {string} file
 * @returns {Settings | undefined}
 */
function readSettings(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
