import assert from "node:assert/strict";
import type { Client } from "../../../src/core/index.ts";
import { type SampleServer, startSampleServer } from "../../sample-server/index.ts";
import { clientWith, datedPage } from "./client-with.ts";
import { LossyClient } from "./lossy-server.ts";
import { ManualClock, turns } from "./manual-clock.ts";
import { projectData, taskData } from "./samples.ts";
import { answer, failed, scripted } from "./scripted-fetch.ts";

const fresh = { created_date: "2026-11-23T15:01:21Z" };

for (const [noun, data, make] of [
  ["project", projectData, (client: Client, spec: Spec) => client.projects.create(spec)],
  ["task", taskData, (client: Client, spec: Spec) => client.tasks.create({ ...spec, project_id: 3 })],
] as const) {
  describe(`a ${noun} that was made, and whose answer was lost`, () => {
    const row = { ...data, ...fresh };

    /** Which one is found among those rows, and what the server was asked for that, each once. */
    async function search(spec: Spec, ...rows: readonly object[]) {
      const clock = new ManualClock();
      const { fetch, sent } = scripted(({ method, url }) => {
        if (method === "POST") return failed("ECONNRESET");
        const { pathname } = new URL(url);
        if (pathname === "/api/users/self") return answer(data.owner);
        return pathname === "/api/labels" ? datedPage() : datedPage(...rows);
      });
      const making = make(clientWith(fetch, { clock, organizationSlug: "crew" }), spec);
      const over = new AbortController();
      const found = making.finally(() => {
        over.abort();
      });
      while (!over.signal.aborted) {
        await turns();
        await clock.pass(1_000);
      }
      const asked = new Set(sent.slice(1).map(({ url }) => url));
      return { id: (await found).id, asked: [...asked].map((url) => new URL(url)) };
    }

    it("is looked for by its name as the server keeps it", async () => {
      const { id, asked } = await search({ name: `  ${data.name} ` }, row);
      assert.equal(id, data.id);
      const names = asked.map(({ searchParams }) => searchParams.get("name"));
      assert.ok(names.includes(data.name));
    });

    it("is not taken for one that somebody else has made by that name", async () => {
      const theirs = { ...row, id: 100, owner: { ...data.owner, id: 9 } };
      const { id } = await search({ name: data.name }, theirs, row);
      assert.equal(id, data.id);
    });

    it("is that of the owner for whom it was made, and nobody is asked who makes it", async () => {
      const theirs = { ...row, id: 100, owner: { ...data.owner, id: 9 } };
      const { id, asked } = await search({ name: data.name, owner_id: 9 }, row, theirs);
      assert.equal(id, 100);
      assert.ok(!asked.some(({ pathname }) => pathname === "/api/users/self"));
    });
  });
}

interface Spec {
  readonly name: string;
  readonly owner_id?: number;
}

describe("what was made with blanks around its names, and whose answer was lost", () => {
  let server: SampleServer;
  let lossy: LossyClient;

  before(async () => {
    server = await startSampleServer();
    lossy = new LossyClient(server);
  });

  after(async () => {
    await lossy.client.close();
    await server.close();
  });

  for (const noun of ["projects", "tasks"] as const) {
    it(`is found among ${noun}, and made once`, async () => {
      lossy.expect("POST", `/api/${noun}`, [{ at: "after the commit" }]);
      const name = `Dunes among ${noun}`;
      const made = await lossy.client[noun].create({ name: ` ${name}  `, labels: [{ name: " sand " }] });
      assert.equal(made.name, name);
      assert.equal(lossy.sent("POST"), 1);
    });
  }
});
