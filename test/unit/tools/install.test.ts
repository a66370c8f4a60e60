import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { isInstalled, takeMark } from "../../../tools/lib/npm.mjs";

describe("Whether a folder's packages are installed", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "cvat-install-"));
    write("package-lock.json", {
      packages: {
        "": { name: "some" },
        "node_modules/a": { version: "1.0.0" },
        "node_modules/b": { version: "2.0.0", optional: true },
        "node_modules/c": { link: true },
        "../stand-ins/c": { version: "1.0.0" },
      },
    });
    write("node_modules/.package-lock.json", {});
    write("node_modules/a/package.json", { version: "1.0.0" });
    write("node_modules/c/package.json", { version: "1.0.0" });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(file: string, content: object): void {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, JSON.stringify(content));
  }

  it("holds when all is there that is not optional", () => {
    assert.equal(isInstalled(folder), true);
  });

  it("fails when an install was not finished", () => {
    rmSync(path.join(folder, "node_modules/.package-lock.json"));
    assert.equal(isInstalled(folder), false);
  });

  it("fails when a package is missing", () => {
    rmSync(path.join(folder, "node_modules/a"), { recursive: true });
    assert.equal(isInstalled(folder), false);
  });

  it("fails when a package has another version, an optional one too", () => {
    write("node_modules/b/package.json", { version: "1.9.0" });
    assert.equal(isInstalled(folder), false);
  });

  it("fails in a folder that has nothing", () => {
    assert.equal(isInstalled(path.join(folder, "nowhere")), false);
  });

  describe("and who may install", () => {
    it("is one at a time", () => {
      const mark = path.join(folder, "mark");
      assert.equal(takeMark(mark), true);
      assert.equal(readFileSync(mark, "utf8"), String(process.pid));
      assert.equal(takeMark(mark), false);
    });

    it("is somebody else once that one is gone without a word", () => {
      const mark = path.join(folder, "mark");
      // No process has a number that high.
      writeFileSync(mark, "4194999");
      assert.equal(takeMark(mark), true);
    });
  });
});
