import { appendFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { shown } from "../../../tools/lib/paths.mjs";
import type { VsCodeServer } from "../../../tools/lib/vscode/server.mjs";

/** What is kept of a test that failed. */
export interface Evidence {
  readonly pictures: readonly string[];
  readonly logs: string;
}

/** Keeps a picture of each window, what a screen reader would find in it, and the logs of VS Code and the extension. */
export async function keepEvidence(
  failures: string,
  name: string,
  pages: readonly Page[],
  vscode: VsCodeServer,
): Promise<Evidence> {
  const folder = path.join(failures, name.replaceAll(/[^\w]+/g, "-").slice(0, 100));
  mkdirSync(folder, { recursive: true });
  const pictures: string[] = [];
  for (const [index, page] of pages.entries()) {
    const file = path.join(folder, `window-${index + 1}.png`);
    await page.screenshot({ path: file, timeout: 5_000 }).catch((error: unknown) => {
      appendFileSync(path.join(folder, "no-picture.txt"), `${String(error)}\n`);
    });
    if (existsSync(file)) pictures.push(shown(file));
    const tree = await page.locator("body").ariaSnapshot({ timeout: 5_000 }).catch(String);
    writeFileSync(path.join(folder, `window-${index + 1}.yaml`), tree);
  }
  if (existsSync(vscode.places.logs))
    cpSync(vscode.places.logs, path.join(folder, "logs"), { recursive: true });
  writeFileSync(path.join(folder, "vscode.log"), vscode.child.output);
  return { pictures, logs: shown(folder) };
}
