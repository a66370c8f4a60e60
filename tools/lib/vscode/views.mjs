// @ts-check
// What must be known of the workbench's page to wait for the extension's views and to take their picture.

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Browser} Browser */

/**
 * A page on the workbench, once it is there.
 * @param {Browser} browser
 * @param {string} address
 * @param {{ width: number, height: number }} viewport
 */
export async function openWorkbench(browser, address, viewport) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.goto(address);
  await page.locator(".monaco-workbench .activitybar").waitFor({ timeout: 60_000 });
  return page;
}

/**
 * Opens the extension's container, unless it is open. A window that is just coming up may open it at the same moment, and
 * a click on what is open closes it: then it is opened again.
 * @param {Page} page
 */
export async function openContainer(page) {
  const tab = page.locator(".activitybar .action-item", { has: page.locator('[aria-label^="CVAT"]') });
  const title = page.locator(".part.sidebar .title-label:visible", { hasText: /^CVAT/i });
  await tab.waitFor({ timeout: 60_000 });
  for (let tries = 0; tries < 5 && !(await title.isVisible()); tries += 1) {
    await tab.click();
    await title.waitFor({ timeout: 2_000 }).catch(() => undefined);
  }
  await title.waitFor();
}

/**
 * Waits until each of these views holds rows of things on the server; throws with what stands there instead.
 * @param {Page} page
 * @param {readonly string[]} views their titles
 * @param {number} [milliseconds]
 */
export async function waitForRows(page, views, milliseconds = 60_000) {
  for (const view of views) {
    const pane = page.locator(".pane", { has: page.locator(`.pane-header[aria-label^="${view} Section"]`) });
    const row = pane.locator(".monaco-list-row").first();
    try {
      await row.waitFor({ timeout: milliseconds });
    } catch {
      const said = [page.locator(".sidebar"), ...(await page.locator(".notification-toast").all())];
      const texts = await Promise.all(said.map((part) => part.innerText()));
      throw new Error(`The view ${view} holds no rows. In the window stands:\n${texts.join("\n")}`);
    }
    const trouble = pane.locator(".monaco-list-row", { has: page.locator(".codicon-warning") }).first();
    if (await trouble.isVisible()) {
      throw new Error(`The view ${view} shows trouble: ${await trouble.getAttribute("aria-label")}`);
    }
  }
}

/**
 * Takes the pointer away and waits until nothing is hovered or half-drawn.
 * @param {Page} page
 */
export async function settle(page) {
  const hover = page.locator(".workbench-hover:visible").first();
  // On a busy machine a hover can come after the pointer has gone, and stays until the pointer moves again.
  for (let tries = 0; tries < 5; tries += 1) {
    await page.mouse.move(900, 500 + tries);
    const gone = hover.waitFor({ state: "hidden", timeout: 4000 });
    if (
      await gone.then(
        () => true,
        () => false,
      )
    )
      break;
  }
  for (const busy of [".sidebar .monaco-progress-container.active", ".activitybar .progress-badge:visible"])
    await page.locator(busy).first().waitFor({ state: "hidden" });
}
