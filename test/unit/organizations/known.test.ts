import assert from "node:assert/strict";
import { everythingKnown } from "../../../src/organizations/index.ts";
import { endless } from "./endless.ts";

describe("what is known of one's organizations", () => {
  it("comes to an end on a server whose lists do not, and says that it is not all", async () => {
    const { client, asked } = endless();
    const known = await everythingKnown(client, AbortSignal.timeout(20_000));
    assert.deepEqual([known.organizations.length, known.memberships.length, known.isCut], [2000, 2000, true]);
    assert.equal(asked.length, 40);
  });
});
