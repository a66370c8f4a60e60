import type { Page } from "playwright-core";
import { FormPage, TestWindow } from "../../test/e2e/workbench/index.ts";
import type { Figure } from "../figures.ts";

const tasks = ["coins", "portraits", "cells", "rocket-launch", "sky-survey"];

/**
 * Opening forms and saving them. The first form of a window is told apart: VS Code loads what its webviews need for it.
 * "From a key" is all that a person waits for, VS Code's making of an empty page among it; the extension's own part is
 * from its page's document on, until the fields stand.
 */
export async function measureForms(): Promise<Figure[]> {
  const window = await TestWindow.open({ signedInAs: "alice" });
  try {
    const { workbench, server } = window;
    const form = new FormPage(workbench.page);
    await workbench.openContainer();
    await workbench.jobs.row("Job #9");
    await workbench.tasks.row("coins");
    const waited: number[] = [];
    const own: number[] = [];
    const requests: number[] = [];
    const untouched: number[] = [];
    for (const task of tasks) {
      await workbench.tasks.click(task);
      server.requests.clear();
      const pressed = await noteKey(workbench.page);
      await workbench.tasks.press("Enter");
      await form.waitFor(task);
      const { began, drawn } = await form.times();
      waited.push(drawn - (await pressed()));
      own.push(drawn - began);
      requests.push(server.requests.all({ path: "/api/*" }).filter(({ path }) => !isOfRows(path)).length);
      await workbench.page.waitForTimeout(1000);
      server.requests.clear();
      await workbench.page.waitForTimeout(2000);
      untouched.push(server.requests.all().length);
    }
    server.requests.clear();
    await form.type("name", "sky");
    await form.button("Save").click();
    await workbench.tasks.row("sky");
    const [first = NaN, ...others] = waited;
    return [
      { name: "opening a form, the first of a window, from a key", values: [first], unit: "ms" },
      { name: "opening another one, from a key", values: others, unit: "ms" },
      { name: "of that, from the page's document to its fields", values: own, unit: "ms", limit: 150 },
      { name: "opening a form", values: requests, unit: "requests", limit: 3 },
      { name: "a form that is left alone", values: untouched, unit: "requests", limit: 0 },
      { name: "a save", values: [server.requests.all().length], unit: "requests", limit: 2 },
    ];
  } finally {
    await window.close();
  }
}

/** Gives when the next key was pressed, in milliseconds since 1970. */
async function noteKey(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    addEventListener("keydown", () => performance.mark("key"), { capture: true, once: true });
  });
  return () =>
    page.evaluate(() => {
      const time = performance.timeOrigin + (performance.getEntriesByName("key").at(-1)?.startTime ?? NaN);
      performance.clearMarks("key");
      return time;
    });
}

/** Enter on a row opens the row as well as its form: its jobs are read then, and its picture under the pointer. */
function isOfRows(path: string): boolean {
  return path === "/api/jobs" || path.endsWith("/preview");
}
