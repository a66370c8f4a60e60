import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import type { Browser, BrowserContext } from "playwright-core";
import { launchChromium } from "../../../tools/lib/chromium.mjs";
import { Processes } from "../../../tools/lib/processes.mjs";
import { prepareBuild } from "../../../tools/lib/vscode/builds.mjs";
import { startVsCode, type VsCodeServer } from "../../../tools/lib/vscode/server.mjs";
import { quietSettings, signInBySettings } from "../../../tools/lib/vscode/settings.mjs";
import { type SampleServer, type SampleServerOptions, startSampleServer } from "../../sample-server/index.ts";
import { Endings } from "./endings.ts";
import { type Evidence, keepEvidence } from "./evidence.ts";
import { testedBuild, testedExtension, testOutput } from "./tested.ts";
import { Workbench } from "./workbench.ts";

export interface WindowOptions {
  /** What the sample server holds. */
  readonly sample?: SampleServerOptions;
  /** Whom the environment's token signs in, without being asked. Default: nobody, the window begins signed out. */
  readonly signedInAs?: string;
  /** Variables that the extension sees. */
  readonly env?: (server: SampleServer) => NodeJS.ProcessEnv;
  /** Settings of the user, and those with the scope "machine". */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly machine?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** VS Code in a browser beside a sample server, all of it new and empty. */
export class TestWindow {
  readonly server: SampleServer;
  readonly workbench: Workbench;
  readonly #context: BrowserContext;
  readonly #vscode: VsCodeServer;
  readonly #endings: Endings;

  private constructor(
    server: SampleServer,
    workbench: Workbench,
    context: BrowserContext,
    vscode: VsCodeServer,
    endings: Endings,
  ) {
    this.server = server;
    this.workbench = workbench;
    this.#context = context;
    this.#vscode = vscode;
    this.#endings = endings;
  }

  static async open(options: WindowOptions = {}): Promise<TestWindow> {
    const endings = new Endings();
    try {
      return await TestWindow.#open(options, endings);
    } catch (error) {
      await endings.run();
      throw error;
    }
  }

  static async #open(options: WindowOptions, endings: Endings): Promise<TestWindow> {
    const folder = mkdtempSync(path.join(tmpdir(), "cvat-window-"));
    endings.add(() => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });
    const server = await startSampleServer(options.sample);
    endings.add(() => server.close());
    const processes = new Processes();
    processes.endOnSignals();
    endings.add(() => processes.end());
    const vscode = await startServer(processes, folder, server, options);
    const browser = await launchChromium();
    endings.add(() => browser.close());
    const context = await newContext(browser, options);
    const page = await context.newPage();
    const workbench = new Workbench(page, path.join(testOutput, "screenshots"));
    await page.goto(vscode.address);
    await workbench.waitUntilReady();
    return new TestWindow(server, workbench, context, vscode, endings);
  }

  /** Where VS Code keeps its files. */
  get places(): VsCodeServer["places"] {
    return this.#vscode.places;
  }

  /** A second window of the same person, on a folder of its own. */
  async openAnother(folder: string): Promise<Workbench> {
    const page = await this.#context.newPage();
    const place = path.join(path.dirname(this.#vscode.places.workspace), folder);
    await page.goto(this.#vscode.addressOf(place));
    const workbench = new Workbench(page, path.join(testOutput, "screenshots"));
    await workbench.waitUntilReady();
    return workbench;
  }

  /** Ends the processes that run its extensions, without a word, as a crash does. On Linux only. */
  crash(): void {
    const hosts = extensionHosts(this.#vscode.places.workspace);
    if (hosts.length === 0) throw new Error("There is no extension host");
    for (const host of hosts) process.kill(host, "SIGKILL");
  }

  /** The address of the page that opens in the browser by what is done. */
  async opens(act: () => Promise<void>): Promise<string> {
    const [page] = await Promise.all([this.#context.waitForEvent("page"), act()]);
    const address = page.url();
    await page.close();
    return address;
  }

  /** Keeps a picture and the logs, for a test that failed. */
  async keepEvidence(name: string): Promise<Evidence> {
    return keepEvidence(path.join(testOutput, "failures"), name, this.#context.pages(), this.#vscode);
  }

  async close(): Promise<void> {
    await this.#endings.run();
  }
}

/** The processes that run the extensions of a VS Code that was started in this folder. */
function extensionHosts(folder: string): number[] {
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return processes.map(Number).filter((id) => {
    try {
      const isHost = readFileSync(`/proc/${id}/cmdline`, "utf8").includes("--type=extensionHost");
      return isHost && readlinkSync(`/proc/${id}/cwd`) === folder;
    } catch {
      // It has ended meanwhile.
      return false;
    }
  });
}

async function startServer(
  processes: Processes,
  folder: string,
  server: SampleServer,
  options: WindowOptions,
): Promise<VsCodeServer> {
  const signIn = options.signedInAs === undefined ? undefined : server.account(options.signedInAs);
  return startVsCode(processes, {
    build: await prepareBuild(processes, testedBuild),
    folder,
    extension: testedExtension,
    settings: { ...quietSettings, ...options.settings },
    machine: { ...(signIn ? signInBySettings : {}), ...options.machine },
    env: {
      CVAT_SERVER: signIn ? server.origin : undefined,
      CVAT_ACCESS_TOKEN: signIn?.token,
      ...options.env?.(server),
    },
  });
}

async function newContext(browser: Browser, options: WindowOptions): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  // Secrets are kept under a key that only VS Code's front for people gives out.
  await context.route("**/mint-key", (route) => route.fulfill({ body: Buffer.alloc(32, 7) }));
  context.setDefaultTimeout(40_000);
  return context;
}
