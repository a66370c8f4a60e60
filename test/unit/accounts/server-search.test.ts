import assert from "node:assert/strict";
import { type FindServer, knownServer, ServerSearch } from "../../../src/accounts/server-search.ts";
import {
  classifyVersion,
  type FoundServer,
  InvalidAddressError,
  NetworkError,
  parseAddress,
  ServerNotFoundError,
} from "../../../src/core/index.ts";
import { noting } from "../../support/doubles.ts";

interface Found {
  readonly typed?: string;
  readonly origin?: string;
  readonly version?: string | null;
}

function find({
  typed = "cvat.example.org",
  origin = "https://cvat.example.org",
  version = "2.73.0",
}: Found): FindServer {
  return (address, options) => {
    options?.onAttempt?.("https://cvat.example.org:8080");
    options?.onAttempt?.(origin);
    assert.equal(address, typed);
    const parsed = parseAddress(address);
    const found: FoundServer = {
      origin,
      about: { name: "", description: "", version: version ?? "" },
      version: classifyVersion(version),
      address: parsed,
      insecure: origin.startsWith("http:") && !parsed.loopback,
      typedScheme: parsed.scheme !== null,
    };
    return Promise.resolve(found);
  };
}

async function look(found: Found) {
  const tried: string[] = [];
  const search = new ServerSearch(find(found), noting().logger);
  const { signal } = new AbortController();
  const verdict = await search.look(found.typed ?? "cvat.example.org", {
    signal,
    onProgress: (text) => tried.push(text),
  });
  return { verdict, tried };
}

async function problemOf(error: Error): Promise<string> {
  const search = new ServerSearch(() => Promise.reject(error), noting().logger);
  const verdict = await search.look("x", { signal: new AbortController().signal });
  return verdict.ok ? "" : verdict.problem;
}

describe("looking for a server", () => {
  it("says what is being tried, and gives the server", async () => {
    const { verdict, tried } = await look({});
    assert.deepEqual(tried, ["Trying https://cvat.example.org:8080", "Trying https://cvat.example.org"]);
    assert.deepEqual(verdict, {
      ok: true,
      value: { origin: "https://cvat.example.org", host: "cvat.example.org", unagreed: false, note: "" },
    });
  });

  it("tells what was left out of the address, but no query, which may be a secret", async () => {
    const { verdict } = await look({ typed: "cvat.example.org/tasks/12?token=s3cret#x" });
    assert.equal(verdict.ok && verdict.value.note, "Left out of the address: /tasks/12");
    const bare = await look({ typed: "cvat.example.org?token=s3cret" });
    assert.equal(bare.verdict.ok && bare.verdict.value.note, "Left out of the address: ?…");
  });

  it("wants a word for http to another machine only where nobody typed it", async () => {
    const unagreed = async (typed: string, origin: string) => {
      const { verdict } = await look({ typed, origin });
      return verdict.ok && verdict.value.unagreed;
    };
    assert.equal(await unagreed("cvat.example.org", "http://cvat.example.org"), true);
    assert.equal(await unagreed("http://cvat.example.org", "http://cvat.example.org"), false);
    assert.equal(await unagreed("localhost:8080", "http://localhost:8080"), false);
  });

  it("says of servers before 2.48 that there is no token yet, and what to do", async () => {
    for (const version of ["2.47.1", "2.15.0", "2.4.0"]) {
      const { verdict } = await look({ version });
      assert.equal(
        !verdict.ok && verdict.problem,
        `cvat.example.org is CVAT ${version}. Access tokens came with CVAT 2.48: ask for an update of the server.`,
      );
    }
  });

  it("goes on with a word where the version cannot be read, and without one where it is newer", async () => {
    const unknown = await look({ version: "main" });
    assert.match(unknown.verdict.ok ? unknown.verdict.value.note : "", /version is unknown/);
    const newer = await look({ version: "3.1.0" });
    assert.equal(newer.verdict.ok && newer.verdict.value.note, "");
  });

  it("puts every trouble into words, and lets go without one", async () => {
    assert.equal(await problemOf(new InvalidAddressError("port")), "A port is a number from 1 to 65535.");
    const refused = new NetworkError("refused", "https://cvat.example.org", "ECONNREFUSED");
    const attempts = [{ origin: "https://cvat.example.org", error: refused }];
    assert.match(await problemOf(new ServerNotFoundError(attempts, refused)), /^cvat\.example\.org refuses/);
    await assert.rejects(problemOf(new DOMException("aborted", "AbortError")), { name: "AbortError" });
  });

  it("is not needed for a server that is known", () => {
    assert.deepEqual(knownServer("http://localhost:8080"), {
      origin: "http://localhost:8080",
      host: "localhost:8080",
      unagreed: false,
      note: "",
    });
  });
});
