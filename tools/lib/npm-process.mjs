// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import process from "node:process";

/**
 * Tells when the npm that runs this program is gone: npm hands no signal on, so that ending it by its number would leave
 * all of this behind. Does nothing in a program that was not started by npm.
 * @param {() => void} gone
 */
export function watchNpm(gone) {
  if (process.env["npm_lifecycle_event"] === undefined || process.platform === "win32") return;
  const shell = look(process.ppid);
  // Between npm and its script stands a shell, which some shells leave out.
  const npm = shell && /^(ba|da|z)?sh$/.test(shell.name) ? shell.parent : process.ppid;
  const timer = setInterval(() => {
    if (look(npm)) return;
    clearInterval(timer);
    gone();
  }, 500);
  timer.unref();
}

/**
 * A process that runs; undefined when there is none of this number, or one that has ended.
 * @param {number} pid
 */
function look(pid) {
  const [state = "Z", parent = "", name = ""] = existsSync("/proc/self/stat") ? readProc(pid) : askPs(pid);
  return state.startsWith("Z") ? undefined : { parent: Number(parent), name };
}

/** @param {number} pid */
function readProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
    const [state = "", parent = ""] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [state, parent, name];
  } catch {
    return [];
  }
}

/** @param {number} pid */
function askPs(pid) {
  const { stdout } = spawnSync("ps", ["-o", "state=,ppid=,comm=", "-p", String(pid)], { encoding: "utf8" });
  const [, state, parent, name] = /^\s*(\S+)\s+(\d+)\s+(?:.*\/)?(\S+)\s*$/.exec(stdout) ?? [];
  return [state, parent, name];
}
