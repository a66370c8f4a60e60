import type { SampleServer } from "../../sample-server/index.ts";
import { TestWindow, type WindowOptions } from "./window.ts";
import type { Workbench } from "./workbench.ts";

/** What the tests of a suite work with, once its window is open. */
export interface Given {
  readonly window: TestWindow;
  readonly workbench: Workbench;
  readonly server: SampleServer;
}

/**
 * Gives the suite around it a window of VS Code beside a sample server, opened before its first test and closed after
 * its last one. A test that fails leaves pictures and logs, and says where.
 *
 * ```ts
 * describe("Browsing", () => {
 *   const given = useWindow({ signedInAs: "alice" });
 *
 *   it("shows the projects", async () => {
 *     await given.workbench.openContainer();
 *     await eventually(() => given.workbench.projects.labels(), (labels) => assert.deepEqual(labels, ["Sky", "Objects"]));
 *   });
 * });
 * ```
 */
export function useWindow(options: WindowOptions = {}): Given {
  let window: TestWindow | undefined;
  const opened = (): TestWindow => {
    if (!window) throw new Error("The window is open while a test runs only");
    return window;
  };

  before("opens a window", async function () {
    this.timeout(120_000);
    window = await TestWindow.open(options);
  });

  afterEach("keeps evidence of a failure", async function () {
    if (this.currentTest?.state !== "failed") return;
    const { pictures, logs } = await opened().keepEvidence(this.currentTest.fullTitle());
    console.log(`      look at ${pictures.join(", ")}; logs: ${logs}`);
  });

  after("closes the window", async () => {
    await window?.close();
  });

  return {
    get window() {
      return opened();
    },
    get workbench() {
      return opened().workbench;
    },
    get server() {
      return opened().server;
    },
  };
}
