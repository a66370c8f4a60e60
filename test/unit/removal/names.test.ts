import assert from "node:assert/strict";
import { accessToken, Client, NetworkError, OutcomeUnknownError } from "../../../src/core/index.ts";
import type { Along } from "../../../src/removal/along.ts";
import { type Doomed, doomedOf } from "../../../src/removal/choice.ts";
import {
  consequences,
  failureOf,
  type Proof,
  proofFor,
  question,
  report,
} from "../../../src/removal/words.ts";
import { type SampleServer, startSampleServer } from "../../sample-server/index.ts";

const host = "cvat.example.org";
const none: Along = { tasks: 0, jobs: 0, frames: 0, isMore: false };

describe("The words about what is removed", () => {
  let server: SampleServer;
  let client: Client;

  beforeEach(async () => {
    server = await startSampleServer();
    const { token } = server.account("alice");
    client = new Client({ origin: server.origin, credentials: accessToken(token) });
  });

  afterEach(async () => {
    await client.close();
    await server.close();
  });

  /** Tasks 1, 2 and so on with these names. */
  async function called(...names: string[]): Promise<Doomed[]> {
    return await Promise.all(
      names.map(async (name, at) => {
        const entity = await client.tasks.retrieve(at + 1);
        await entity.update({ name });
        return doomedOf({ kind: "task", entity });
      }),
    );
  }

  async function proofOf(name: string): Promise<Proof> {
    const entity = await client.projects.retrieve(2);
    await entity.update({ name });
    const proof = proofFor([doomedOf({ kind: "project", entity })], host);
    assert.ok(proof);
    return proof;
  }

  const namesIn = (doomed: readonly Doomed[]) =>
    consequences(doomed, none, host, []).replace(/ are deleted.*/, "");

  it("put names in quotes, which the names themselves cannot end", async () => {
    const [nothing] = await called("Nothing");
    assert.ok(nothing);
    assert.match(consequences([nothing], none, host, []), /^“Nothing” is deleted on /);
    const [sly] = await called("x”? Yes: it keeps all annotations. Only remove “y");
    assert.ok(sly);
    assert.equal(question([sly]), "Remove task #1 “x'? Yes: it keeps all annotations. Only remove 'y”?");
    const [list] = await called("coins”, and “Sky");
    assert.ok(list);
    assert.match(consequences([list], none, host, []), /^“coins', and 'Sky” is deleted on /);
  });

  it("tell apart by number what would read the same where it is cut", async () => {
    const long = "street-scenes-2024-berlin-mitte-camera-07-front-left-night-rain";
    const doomed = await called(`${long}-part-A`, `${long}-part-B`, "coins");
    assert.match(namesIn(doomed), /^#1 “street-[^”]*…”, #2 “street-[^”]*…”, and “coins”$/);
    assert.match(proofFor(doomed, host)?.prompt ?? "", /remove #1 “street-.*, #2 “street-.*, and “coins” on/);
  });

  it("tell apart by number what looks the same and is not", async () => {
    assert.equal(
      namesIn(await called("coins", "coins\u034f", "night")),
      "#1 “coins”, #2 “coins\u034f”, and “night”",
    );
    assert.equal(namesIn(await called("coins", "ｃｏｉｎｓ")), "#1 “coins” and #2 “ｃｏｉｎｓ”");
    assert.equal(namesIn(await called("coins", "c\u043eins")), "“coins” and #2 “c\u043eins”");
    assert.equal(namesIn(await called("ночь", "день")), "“ночь” and “день”");
  });

  it("take the name of a project as it is seen, or its number", async () => {
    for (const name of [
      "coins\u034f",
      "coins\ufe0f",
      "coins\u3164",
      "co\u200cins",
      "coins\u{e0041}",
      "coins\u2800",
    ]) {
      const proof = await proofOf(name);
      assert.ok(proof.isProof("coins") && proof.isProof(name), JSON.stringify(name));
      assert.ok(proof.isProof("2") && proof.isProof("#2"), JSON.stringify(name));
      assert.ok(!proof.isProof("3") && !proof.isProof("") && !proof.isProof("#"), JSON.stringify(name));
    }
    const quoted = await proofOf("the “old” one");
    assert.equal(quoted.prompt, "Type “the 'old' one” to remove this project on cvat.example.org.");
    assert.ok(quoted.isProof(`the "old" one`) && quoted.isProof("the 'old' one"));
  });

  it("take the name of a project in other forms of the same letters, and with other blanks", async () => {
    const { isProof } = await proofOf("Caf\u00e9  de\u00a0nuit");
    for (const typed of ["Cafe\u0301 de nuit", "  Caf\u00e9 de \t nuit ", "Caf\u00e9\u2003de nuit"]) {
      assert.ok(isProof(typed), JSON.stringify(typed));
    }
    for (const typed of ["Cafe de nuit", "Caf\u00e9denuit", "Caf\u00e9 de"]) {
      assert.ok(!isProof(typed), JSON.stringify(typed));
    }
  });

  it("offer the number where a name may not be what it looks like", async () => {
    for (const name of ["c\u043eins", "coins\u034f"]) {
      const { prompt, placeholder, isProof } = await proofOf(name);
      assert.equal(prompt, `Type “${name}” or 2 to remove this project on cvat.example.org.`);
      assert.equal(placeholder, "Name or number of the project");
      assert.ok(isProof("#2") && isProof(name));
    }
    assert.ok(!(await proofOf("c\u043eins")).isProof("coins"));
  });

  it("keep apart what is not known to be removed", async () => {
    const [coins, portraits, cells] = await called("coins", "portraits", "cells");
    assert.ok(coins && portraits && cells);
    const cause = new NetworkError("cut", "https://cvat.example.org", "ECONNRESET");
    const error = new OutcomeUnknownError(
      { kind: "remove", noun: "task", id: 1 },
      { found: [], lookError: cause, cause },
    );
    const unknown = { doomed: coins, outcome: "unknown", error } as const;
    const removed = { doomed: portraits, outcome: "removed" } as const;
    const notTried = { doomed: cells, outcome: "notTried" } as const;
    assert.match(
      report([unknown, removed], [], host) ?? "",
      /^1 of 2 tasks may be removed or not\. Task #1 “coins”: The server's answer was lost, /,
    );
    assert.match(
      report([unknown, removed, notTried], [], host) ?? "",
      /^1 of 3 tasks not removed\. 1 of 3 tasks may be removed or not\. Task #1 “coins”: /,
    );
    assert.equal(failureOf(unknown).what, "Task #1 may be removed or not");
    const stopped = failureOf({ ...unknown, error: AbortSignal.abort().reason });
    assert.equal(
      `${stopped.what}. ${stopped.why}`,
      "Task #1 may be removed or not. It was stopped in the middle, and it is not known whether it was done. Refresh to see.",
    );
  });
});
