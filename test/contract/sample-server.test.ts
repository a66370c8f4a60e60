import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { findSampleFolder, startSampleServer } from "../sample-server/index.ts";
import type { SampleServer, WorldFile } from "../sample-server/index.ts";
import { floors } from "./runner/areas.ts";
import type { Difference } from "./runner/compare.ts";
import { Exchange } from "./runner/exchange.ts";
import { replay } from "./runner/replay.ts";
import { count, run } from "./runner/run.ts";
import { areasOf, scenariosOf } from "./runner/scenario.ts";
import type { Scenario, Step } from "./runner/scenario.ts";
import { withSecrets, worldVariables } from "./runner/world.ts";

const sample = findSampleFolder();
const images = path.join(sample, "images");
const folder = path.join(sample, "..", "..", "contract", "recorded");

function contractWorld(): WorldFile {
  const text = readFileSync(path.join(folder, "world.json"), "utf8");
  return withSecrets(JSON.parse(text) as Parameters<typeof withSecrets>[0]);
}

describe("The recorded conversations on the sample server", function () {
  this.timeout(60_000);
  const world = contractWorld();
  let server: SampleServer;

  before(async () => {
    server = await startSampleServer({ world });
  });

  after(async () => {
    await server.close();
  });

  for (const area of areasOf(folder)) {
    const floor = floors[area] ?? 0;
    it(`get the real answers in ${area}: ${Math.round(floor * 100)} of 100 steps at least`, async () => {
      const failures: string[] = [];
      let passed = 0;
      let all = 0;
      for await (const { scenario, steps } of run({
        folder,
        areas: [area],
        origin: server.origin,
        world,
        images,
      })) {
        passed += count(steps).passed;
        all += steps.length;
        for (const { index, differences } of steps) {
          for (const difference of differences) {
            failures.push(`${scenario.scenario} step ${index}: ${JSON.stringify(difference)}`);
          }
        }
      }
      assert.ok(all > 0);
      assert.ok(passed / all >= floor, `${passed} of ${all}\n${failures.slice(0, 20).join("\n")}`);
    });
  }
});

describe("The runner of recorded conversations", () => {
  const world = contractWorld();
  let server: SampleServer;
  let exchange: Exchange;

  before(async () => {
    server = await startSampleServer({ world });
    exchange = new Exchange();
  });

  after(async () => {
    exchange[Symbol.dispose]();
    await server.close();
  });

  /** The differences of the first step of `server/about`, after something was changed in the recording. */
  async function plant(change: (step: Step) => Step): Promise<readonly Difference[]> {
    const recorded = scenariosOf(folder, "server").find(({ scenario }) => scenario === "about");
    const [step] = recorded?.steps ?? [];
    assert.ok(step);
    const scenario: Scenario = { scenario: "planted", about: "", steps: [change(step)] };
    const { origin } = server;
    const variables = await worldVariables(exchange, origin, world);
    const stage = { origin, world, exchange, variables, images, fixtures: path.join(folder, "files") };
    const [result] = await replay(scenario, stage);
    return result?.differences ?? [];
  }

  function withResponse(change: Partial<Step["response"]>): (step: Step) => Step {
    return (step) => ({ ...step, response: { ...step.response, ...change } });
  }

  function withJson(change: Readonly<Record<string, string | undefined>>): (step: Step) => Step {
    return (step) => {
      const json = Object.fromEntries(
        Object.entries({ ...(step.response.json as Record<string, string>), ...change }).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        ),
      );
      return withResponse({ json })(step);
    };
  }

  const pointers = (differences: readonly Difference[]) => differences.map(({ pointer }) => pointer);

  it("finds nothing in what is right", async () => {
    assert.deepEqual(await plant((step) => step), []);
  });

  it("finds a missing key", async () => {
    assert.deepEqual(await plant(withJson({ motto: "label it" })), [
      { pointer: "/json/motto", expected: '"label it"', actual: "nothing" },
    ]);
  });

  it("finds a key that was not recorded", async () => {
    assert.deepEqual(pointers(await plant(withJson({ subtitle: undefined }))), ["/json/subtitle"]);
  });

  it("finds another value, but not where it may differ", async () => {
    assert.deepEqual(pointers(await plant(withJson({ version: "2.72.0", description: "other" }))), [
      "/json/version",
    ]);
    assert.deepEqual(await plant(withJson({ version: "2.<int>.0" })), []);
    assert.deepEqual(pointers(await plant(withJson({ name: "<date>" }))), ["/json/name"]);
  });

  it("finds another status and another header", async () => {
    assert.deepEqual(await plant(withResponse({ status: 204 })), [
      { pointer: "/status", expected: "204", actual: "200" },
    ]);
    const headers = { allow: "GET", "content-type": "application/vnd.cvat+json", deprecation: "true" };
    assert.deepEqual(pointers(await plant(withResponse({ headers }))), [
      "/headers/allow",
      "/headers/deprecation",
    ]);
  });

  it("tells a request that got no answer from one that did", async () => {
    server.faults.add({ kind: "reset", match: { path: "/api/server/about" } });
    assert.deepEqual(pointers(await plant((step) => step)), ["/"]);
  });
});
