import assert from "node:assert/strict";
import path from "node:path";
import { isSupported } from "../../../tools/lib/start/desktop.mjs";
import { readFlags, shownAddress } from "../../../tools/lib/start/flags.mjs";

describe("The flags of npm start", () => {
  it("may all be left out", () => {
    assert.deepEqual(readFlags([]), {
      server: undefined,
      port: undefined,
      screenshot: undefined,
      help: false,
    });
  });

  it("are read", () => {
    assert.deepEqual(readFlags(["--server", " cvat.example.org ", "--port=9000", "--screenshot", "a.png"]), {
      server: "cvat.example.org",
      port: 9000,
      screenshot: path.resolve("a.png"),
      help: false,
    });
  });

  for (const [args, reason] of [
    [["--sever", "x"], /Unknown option '--sever'/],
    [["cvat.example.org"], /Unexpected argument 'cvat.example.org'/],
    [["--port", "0"], /a number from 1 to 65535, not "0"/],
    [["--port", "65536"], /a number from 1 to 65535, not "65536"/],
    [["--port", "80a"], /a number from 1 to 65535, not "80a"/],
    [["--server", ""], /--server needs an address/],
    [["--screenshot", " "], /--screenshot needs a file/],
  ] as const) {
    it(`refuse ${args.join(" ")}`, () => {
      assert.throws(() => readFlags(args), reason);
    });
  }
});

describe("The address of one's own server", () => {
  for (const [address, shown] of [
    ["cvat.example.org", "cvat.example.org"],
    ["http://localhost:8080/tasks", "http://localhost:8080/tasks"],
    ["https://user:s3cret@cvat.example.org", "https://cvat.example.org"],
    ["user:s3c/ret@x?y@cvat.example.org:8080", "cvat.example.org:8080"],
    ["https://cvat.example.org/?token=s3cret#s3cret", "https://cvat.example.org/"],
  ] as const) {
    it(`is printed without a secret: ${address}`, () => {
      assert.equal(shownAddress(address), shown);
    });
  }
});

describe("A VS Code on the desktop", () => {
  it("is used from 1.105 on", () => {
    assert.deepEqual(["1.104.3", "1.105.0", "1.139.1", "2.0.0"].map(isSupported), [false, true, true, true]);
  });
});
