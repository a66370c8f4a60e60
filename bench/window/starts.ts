import { eventually, TestWindow } from "../../test/e2e/workbench/index.ts";
import type { Figure } from "../figures.ts";

/** Starts of VS Code with somebody signed in: what they cost, and that nothing is asked while nothing is visible. */
export async function measureStarts(count: number): Promise<Figure[]> {
  const loading: number[] = [];
  const activating: number[] = [];
  const requests: number[] = [];
  const unseen: number[] = [];
  for (let start = 0; start < count; start += 1) {
    const window = await TestWindow.open({ signedInAs: "alice" });
    try {
      await window.workbench.openContainer();
      await threeViews(window);
      requests.push(window.server.requests.all().length);
      const times = await activationTimes(window);
      loading.push(times.load);
      activating.push(times.activate);
      unseen.push(await requestsUnseen(window));
    } finally {
      await window.close();
    }
  }
  return [
    { name: "activate()", values: activating, unit: "ms", limit: 50 },
    { name: "loading its code, before that", values: loading, unit: "ms" },
    { name: "from the start until three visible views stand", values: requests, unit: "requests", limit: 8 },
    {
      name: "with the side bar on another container, focus lost and won",
      values: unseen,
      unit: "requests",
      limit: 0,
    },
  ];
}

/** All of what the sample server holds is there to be seen, and nothing is still under way. */
async function threeViews({ workbench }: TestWindow): Promise<void> {
  await workbench.projects.row("Objects");
  await workbench.tasks.row("coins");
  await workbench.jobs.row("Job #9");
  await workbench.sideBar.locator(".monaco-progress-container.active").first().waitFor({ state: "hidden" });
}

/** What VS Code itself noted, ms. */
async function activationTimes({ workbench }: TestWindow): Promise<{ load: number; activate: number }> {
  await workbench.run("Developer: Startup Performance");
  const text = await eventually(
    async () => {
      await workbench.page.locator(".monaco-editor[role='code']").first().click();
      await workbench.page.keyboard.press("Control+A");
      await workbench.page.keyboard.press("Control+C");
      return workbench.clipboard();
    },
    (copied) => {
      if (!/\| cvat-in-vscode\.cvat\s*\|/.test(copied)) throw new Error(`No activation times in:\n${copied}`);
    },
  );
  const cells =
    /\| cvat-in-vscode\.cvat\s*\|(.*)/
      .exec(text)?.[1]
      ?.split("|")
      .map((cell) => cell.trim()) ?? [];
  const [, load = NaN, call = NaN, finish = NaN] = cells.map(Number);
  return { load, activate: call + finish };
}

/** What is asked when the views are hidden and the window loses and wins the focus. */
async function requestsUnseen({ workbench, server }: TestWindow): Promise<number> {
  await workbench.page.keyboard.press("Control+Shift+E");
  await eventually(
    () => workbench.container(),
    (title) => {
      if (/CVAT/i.test(title)) throw new Error("The views are still visible");
    },
  );
  const before = server.requests.all().length;
  for (const type of ["blur", "focus"])
    await workbench.page.evaluate((name) => window.dispatchEvent(new Event(name)), type);
  await workbench.page.waitForTimeout(3_000);
  return server.requests.all().length - before;
}
