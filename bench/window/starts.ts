import { eventually, TestWindow } from "../../test/e2e/workbench/index.ts";
import type { Figure } from "../figures.ts";

/** What one start cost: times in ms, and requests. */
interface Start {
  readonly load: number;
  readonly activate: number;
  readonly after: number;
  readonly requests: number;
  readonly unseen: number;
}

/**
 * Starts of VS Code with somebody signed in: what they cost, and that nothing is asked while nothing is visible. The
 * first one is not counted: it reads VS Code and the extension from the disk, and compiles them.
 */
export async function measureStarts(count: number): Promise<Figure[]> {
  console.log("One start of VS Code to warm up, which is not counted");
  await measureStart();
  const starts: Start[] = [];
  while (starts.length < count) starts.push(await measureStart());
  const all = (what: keyof Start): number[] => starts.map((start) => start[what]);
  return [
    { name: "activate()", values: all("activate"), unit: "ms", limit: 50 },
    { name: "loading its code, before that", values: all("load"), unit: "ms" },
    { name: "VS Code's own work until it goes on after that", values: all("after"), unit: "ms" },
    {
      name: "from the start until three visible views stand",
      values: all("requests"),
      unit: "requests",
      limit: 8,
    },
    {
      name: "with the side bar on another container, focus lost and won",
      values: all("unseen"),
      unit: "requests",
      limit: 0,
    },
  ];
}

async function measureStart(): Promise<Start> {
  const window = await TestWindow.open({ signedInAs: "alice" });
  try {
    await window.workbench.openContainer();
    await threeViews(window);
    const requests = window.server.requests.all().length;
    const times = await activationTimes(window);
    return { ...times, requests, unseen: await requestsUnseen(window) };
  } finally {
    await window.close();
  }
}

/** All of what the sample server holds is there to be seen, and nothing is still under way. */
async function threeViews({ workbench }: TestWindow): Promise<void> {
  await workbench.projects.row("Objects");
  await workbench.tasks.row("coins");
  await workbench.jobs.row("Job #9");
  await workbench.sideBar.locator(".monaco-progress-container.active").first().waitFor({ state: "hidden" });
}

/**
 * What VS Code itself noted, ms. It notes as well how long it takes until it goes on, for the sake of those whose
 * activate() is to be waited for. Ours gives back nothing to wait for; what happens then is whatever VS Code has to do at
 * that moment: it activates other extensions, and reads the system's certificates for the first request.
 */
async function activationTimes({
  workbench,
}: TestWindow): Promise<Pick<Start, "load" | "activate" | "after">> {
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
  const [, load = NaN, activate = NaN, after = NaN] = cells.map(Number);
  return { load, activate, after };
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
