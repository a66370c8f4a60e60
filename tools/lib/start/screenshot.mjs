// @ts-check
import { mkdirSync } from "node:fs";
import path from "node:path";
import { launchChromium } from "../chromium.mjs";
import { shown } from "../paths.mjs";
import { Refusal, say } from "../say.mjs";
import { openContainer, openWorkbench, settle, waitForRows } from "../vscode/views.mjs";

/**
 * Writes a picture of the window once the three views hold rows.
 * @param {string} chromium
 * @param {string} address of the window
 * @param {string} file
 */
export async function takePicture(chromium, address, file) {
  const browser = await launchChromium(chromium);
  try {
    const page = await openWorkbench(browser, address, { width: 1280, height: 800 });
    await openContainer(page);
    await waitForRows(page, ["Projects", "Tasks", "Jobs"]);
    await settle(page);
    mkdirSync(path.dirname(file), { recursive: true });
    await page.screenshot({ path: file, animations: "disabled" });
    say(`Wrote ${shown(file)}`);
  } catch (error) {
    throw new Refusal(`No picture: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await browser.close();
  }
}
