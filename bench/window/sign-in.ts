import { TestWindow } from "../../test/e2e/workbench/index.ts";
import type { Figure } from "../figures.ts";

/** The time from Enter on the token until rows stand. */
export async function measureSignIn(count: number): Promise<Figure[]> {
  const times: number[] = [];
  for (let run = 0; run < count; run += 1) {
    const window = await TestWindow.open();
    try {
      const { workbench, server } = window;
      const input = workbench.quickInput;
      await workbench.openContainer();
      await workbench.run("CVAT: Sign In…");
      await input.waitForTitle("Sign In to CVAT (1/2)");
      const { host } = new URL(server.origin);
      await input.type(host);
      await input.accept();
      await input.waitForTitle(`Sign In to ${host} (2/2)`);
      await input.type(server.account("alice").token);
      const row = workbench.projects.locate("Objects");
      const began = performance.now();
      await input.accept();
      await row.waitFor();
      times.push(performance.now() - began);
    } finally {
      await window.close();
    }
  }
  return [{ name: "from the token's Enter until projects stand", values: times, unit: "ms", limit: 1_000 }];
}
