import assert from "node:assert/strict";
import type { ChosenServer } from "../../../src/accounts/server-search.ts";
import {
  chooseServer,
  doubtToken,
  proveToken,
  signIn,
  type SignInSteps,
} from "../../../src/accounts/sign-in.ts";
import { ForbiddenError, NetworkError, UnauthorizedError } from "../../../src/core/index.ts";
import type { Answer } from "../../../src/ui/inputs.ts";
import { alice, proven } from "../../support/signed-in.ts";

const server: ChosenServer = {
  origin: "https://cvat.example.org",
  host: "cvat.example.org",
  unagreed: false,
  note: "",
};
const plain: ChosenServer = { ...server, origin: "http://cvat.example.org", unagreed: true };
const goes = proven(alice, "token");

function done<T>(value: T): Answer<T> {
  return { kind: "done", value };
}
const back = { kind: "back" } as const;
const cancelled = { kind: "cancelled" } as const;

/** Steps that are answered as written, in that order; what was asked is noted. */
function scripted(script: {
  address?: Answer<ChosenServer>[];
  unencrypted?: Answer<undefined>[];
  token?: Answer<typeof goes>[];
}): { steps: SignInSteps; asked: string[] } {
  const asked: string[] = [];
  const next = <T>(name: string, about: string, answers: T[] | undefined): Promise<T> => {
    asked.push(`${name} ${about}`);
    const answer = answers?.shift();
    return answer === undefined
      ? Promise.reject(new Error(`asked once too often: ${name}`))
      : Promise.resolve(answer);
  };
  return {
    asked,
    steps: {
      address: (start) => next("address", start, script.address),
      unencrypted: ({ origin }) => next("unencrypted", origin, script.unencrypted),
      token: ({ origin }) => next("token", origin, script.token),
    },
  };
}

describe("signing in", () => {
  it("asks for a server, then for a token", async () => {
    const { steps, asked } = scripted({ address: [done(server)], token: [done(goes)] });
    assert.equal(await signIn(steps, { address: "app.cvat.ai" }), goes);
    assert.deepEqual(asked, ["address app.cvat.ai", "token https://cvat.example.org"]);
  });

  it("asks only for a token where the server is known", async () => {
    const { steps, asked } = scripted({ token: [done(goes)] });
    assert.equal(await signIn(steps, { address: "x", server }), goes);
    assert.deepEqual(asked, ["token https://cvat.example.org"]);
  });

  it("leads back to the address, as it was", async () => {
    const { steps, asked } = scripted({ address: [done(server)], token: [back, done(goes)] });
    assert.equal(await signIn(steps, { address: "x", server }), goes);
    assert.deepEqual(asked.slice(1), ["address https://cvat.example.org", "token https://cvat.example.org"]);
  });

  it("ends at Escape in every step", async () => {
    const scripts = [
      scripted({ address: [cancelled] }),
      scripted({ address: [done(plain)], unencrypted: [cancelled] }),
      scripted({ address: [done(server)], token: [cancelled] }),
    ];
    for (const { steps } of scripts) assert.equal(await signIn(steps, { address: "x" }), undefined);
  });

  it("asks before a token would go unencrypted to a host where nobody typed http", async () => {
    const { steps, asked } = scripted({
      address: [done(plain)],
      unencrypted: [done(undefined)],
      token: [done(goes)],
    });
    assert.equal(await signIn(steps, { address: "cvat.example.org" }), goes);
    assert.deepEqual(asked, [
      "address cvat.example.org",
      "unencrypted http://cvat.example.org",
      "token http://cvat.example.org",
    ]);
  });

  it("leads from there to another address", async () => {
    const { steps, asked } = scripted({ address: [done(plain), done(server)], unencrypted: [back] });
    assert.equal(await chooseServer(steps, "cvat.example.org"), server);
    assert.equal(asked.at(-1), "address cvat.example.org");
  });
});

describe("a token that is typed", () => {
  const whole = "a".repeat(8) + "." + "b".repeat(32);

  it("is doubted while it is not whole, blanks around it aside", () => {
    assert.equal(doubtToken(""), undefined);
    assert.equal(doubtToken(` ${whole}\n`), undefined);
    assert.equal(doubtToken("a".repeat(12)), "This is not a whole token: 12 of 41 characters.");
    assert.equal(doubtToken(`${whole}x`), "A token has 41 characters, these are 42.");
  });

  it("is proven without the blanks and line breaks around it", async () => {
    const sent: string[] = [];
    const prove = (origin: string, token: string) => {
      sent.push(`${origin} ${token}`);
      return Promise.resolve(goes);
    };
    const verdict = await proveToken({ prove }, server, `\r\n\t ${whole} \n`, new AbortController().signal);
    assert.deepEqual(verdict, { ok: true, value: goes });
    assert.deepEqual(sent, [`https://cvat.example.org ${whole}`]);
  });

  for (const typed of ["", "  \n", "two words", "tökén", "a\nb"]) {
    it(`is not sent when it cannot be one: ${JSON.stringify(typed)}`, async () => {
      const prove = () => Promise.reject(new Error("sent"));
      const verdict = await proveToken({ prove }, server, typed, new AbortController().signal);
      assert.equal(verdict.ok, false);
    });
  }

  it("that the server refuses is said so, and so is everything else", async () => {
    const request = { method: "GET", path: "/api/users/self", requestId: null };
    const body = { fields: new Map<string, string[]>(), messages: ["Invalid token."] };
    const problems = [
      new UnauthorizedError(401, request, body),
      new ForbiddenError(403, request, body),
      new NetworkError("refused", server.origin, "ECONNREFUSED"),
    ].map(async (error) => {
      const verdict = await proveToken(
        { prove: () => Promise.reject(error) },
        server,
        whole,
        new AbortController().signal,
      );
      return verdict.ok ? "" : verdict.problem;
    });
    assert.deepEqual(await Promise.all(problems), [
      "cvat.example.org does not accept this token: it is mistyped, expired, revoked, or of another server (the server answered 401).",
      "You are not allowed to do this (the server answered 403).",
      "cvat.example.org refuses the connection: nothing listens there, or not on this port.",
    ]);
  });

  it("is let go without a word when the person gives up", async () => {
    const giving = new AbortController();
    giving.abort();
    const prove = (_: string, __: string, signal: AbortSignal) => Promise.reject(signal.reason as Error);
    await assert.rejects(proveToken({ prove }, server, whole, giving.signal), { name: "AbortError" });
  });
});
