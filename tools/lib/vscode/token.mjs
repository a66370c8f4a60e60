// @ts-check
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * The secret that a browser must know to be served: other users of the machine reach its ports, too. It is made at the
 * first start and stays, so that a window that is still open goes on after the next one.
 * @param {string} file which nobody else may read
 */
export function connectionToken(file) {
  if (existsSync(file)) {
    chmodSync(file, 0o600);
    const kept = readFileSync(file, "utf8");
    if (/^[0-9a-f]{64}$/.test(kept)) return kept;
  }
  const token = randomBytes(32).toString("hex");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, token, { mode: 0o600 });
  return token;
}
