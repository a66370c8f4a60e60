import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { eventually } from "./workbench/index.ts";

/** All that VS Code keeps in the browser (its state and the extensions'), as one text. */
export async function keptInBrowser(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(new Error("IndexedDB does not answer"));
        };
      });
    const kept: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage)];
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        kept.push(await Promise.all([done(objects.getAllKeys()), done(objects.getAll())]));
      }
      database.close();
    }
    return kept.map((each) => JSON.stringify(each)).join("\n");
  });
}

/** Waits until VS Code has written this down: it does so every few seconds, and a reload does not wait for it. */
export async function written(page: Page, text: string): Promise<void> {
  await eventually(
    () => keptInBrowser(page),
    (kept) => {
      assert.ok(kept.includes(text), `VS Code keeps nothing of ${text}`);
    },
  );
}

/**
 * Changes parts of what VS Code keeps for an extension, in its global and workspace states; no window may be open, it
 * would write over it. Gives how many states were changed.
 */
export async function changeKept(
  page: Page,
  extension: string,
  parts: Record<string, unknown>,
): Promise<number> {
  return page.evaluate(
    async ({ extension, parts }) => {
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => {
            resolve(request.result);
          };
          request.onerror = () => {
            reject(new Error("IndexedDB does not answer"));
          };
        });
      let changed = 0;
      for (const { name = "" } of await indexedDB.databases()) {
        const database = await done(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
          const objects = database.transaction(store, "readwrite").objectStore(store);
          const held: unknown = await done<unknown>(objects.get(extension));
          if (typeof held !== "string") continue;
          await done(objects.put(JSON.stringify({ ...JSON.parse(held), ...parts }), extension));
          changed += 1;
        }
        database.close();
      }
      return changed;
    },
    { extension, parts },
  );
}
