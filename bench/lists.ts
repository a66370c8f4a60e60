import { execFile } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { root } from "../tools/lib/paths.mjs";
import { accessToken, connect } from "../src/core/index.ts";
import { type SampleServer, startSampleServer } from "../test/sample-server/index.ts";
import type { Figure } from "./figures.ts";

const rows = 1_000;

/** Reading a long list by the core; beside the Python SDK where there is one. */
export async function measureLists(count: number, python: string | undefined): Promise<Figure[]> {
  // The sample set has five tasks besides.
  const server = await startSampleServer({ tasks: rows - 5 });
  try {
    const { token } = server.account("alice");
    await using client = await connect(server.origin, { credentials: accessToken(token) });
    server.requests.clear();
    const tasks = await client.tasks.list().all();
    if (tasks.length !== rows) throw new Error(`${tasks.length} tasks came, not ${rows}`);
    const requests = server.requests.all({ path: "/api/tasks" }).length;
    const own: number[] = [];
    const its: number[] = [];
    for (let run = 0; run < count; run += 1) {
      own.push(await timed(() => client.tasks.list().all()));
      if (python !== undefined) its.push(await timePython(python, server));
    }
    const ratios = its.map((time, index) => time / (own[index] ?? NaN));
    return [
      {
        name: "for 100 rows of a list, all of it read",
        values: [requests / (rows / 100)],
        unit: "requests",
        limit: 1.1,
      },
      { name: `listing ${rows} tasks`, values: own, unit: "ms" },
      ...(its.length > 0
        ? [
            {
              name: `listing ${rows} tasks, beside the Python SDK`,
              values: ratios,
              unit: "times as fast",
              limit: 1,
            } as const,
          ]
        : []),
    ];
  } finally {
    await server.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** It times itself, so that its start does not count. */
async function timePython(python: string, server: SampleServer): Promise<number> {
  const script = path.join(root, "bench/list_tasks.py");
  const env = { ...process.env, TOKEN: server.account("alice").token };
  const { stdout } = await promisify(execFile)(python, [script, server.origin, String(rows)], { env });
  return Number(stdout);
}
