import assert from "node:assert/strict";
import fc from "fast-check";
import {
  escapeIcons,
  escapeMarkdown,
  escapeNotification,
  formatWait,
  lookOf,
  plainName,
  plainText,
  relativeTime,
} from "../../../src/ui/text.ts";

/** What a hostile server may call a task. */
const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    "$(trash) $(sync~spin)",
    "[click](command:workbench.action.quit)",
    '[x](https://evil.example "t")',
    "**bold** _it_ `code` <img src=x onerror=alert(1)> &amp;",
    "abc\u202egnp.exe",
    "\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
    "one\ntwo\r\nthree\u2028four\u2029five\u0085six\tseven\u0000eight",
    "x".repeat(10_000),
    "🖼️".repeat(5000),
    "\ud83d broken \udca9",
    "# heading\n- list\n1. one\n| a | b |\n~~~\nhttps://evil.example www.evil.example a@b.example",
  ),
  fc
    .array(fc.constantFrom("$", "(", ")", "[", "]", "\\", "command:", "x", "\n", "\u202e"))
    .map((all) => all.join("")),
);

describe("text from a server", () => {
  it("that nobody could see is as good as none", () => {
    for (const text of ["\u3164", "\u2800\u2800", "\u200b \u115f", "\uffa0\ufe0f", " \t\n"]) {
      assert.equal(plainText(text), "", JSON.stringify(text));
    }
    assert.equal(plainText("\u3164a"), "\u3164a");
  });

  it("becomes one line without controls and direction marks, and no longer than asked for", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 400 }), (text, max) => {
        const line = plainText(text, max);
        assert.ok(Array.from(line).length <= max);
        assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
        assert.doesNotMatch(line, /\p{Cs}/u);
      }),
    );
  });

  it("stays as it is when it is harmless", () => {
    for (const text of ["", "night", "Straße 7", "夜のタスク", "לילה", "a · b", "$5 (new)", "🖼 frame"]) {
      assert.equal(plainText(text), text);
    }
  });

  it("is cut with an ellipsis, never in the middle of a character", () => {
    assert.equal(plainText("abcdef", 4), "abc…");
    assert.equal(plainText("abcd", 4), "abcd");
    assert.equal(plainText("🖼🖼🖼", 2), "🖼…");
  });

  it("loses line breaks and direction marks, not its words", () => {
    assert.equal(plainText("one\r\ntwo\u2028three"), "one two three");
    assert.equal(plainText("abc\u202egnp.exe"), "abcgnp.exe");
  });

  it("as a name in quotes has none of its own that could end them", () => {
    assert.equal(plainName("x”? Yes. “y"), "x'? Yes. 'y");
    assert.equal(plainName('the "old" «one» ＂two＂ ״'), "the 'old' 'one' 'two' ״");
    assert.equal(plainName("Bob’s night"), "Bob’s night");
  });

  it("is the same as what looks like it", () => {
    const same = [
      "co\u034fins",
      "coins\ufe0f",
      "coins\u3164",
      "co\u200cins",
      "\u2800coins\u{e0041}",
      "ｃｏｉｎｓ",
    ];
    for (const text of same) assert.equal(lookOf(text), "coins", JSON.stringify(text));
    assert.equal(lookOf("night\u00a0\u3164 shift"), "night shift");
    assert.equal(lookOf("the “old” one’s"), lookOf(`the "old" one's`));
    assert.equal(lookOf("e\u0301"), "é");
  });

  it("is another where a person sees a difference", () => {
    assert.equal(
      new Set(["coins", "Coins", "co ins", "coins 2", "夜", "日", "c\u043eins"].map(lookOf)).size,
      7,
    );
  });

  it("draws no icon in a quick pick or the status bar, and can still be read", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeIcons(text);
        assert.doesNotMatch(escaped, /\$\([a-z0-9-]+(~[a-z]+)?\)/i);
        assert.equal(escaped.replaceAll("\u2060", ""), text.replaceAll("\u2060", ""));
      }),
    );
  });

  it("makes no link in a notification, and can still be read", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeNotification(text);
        // As VS Code looks for links there.
        assert.doesNotMatch(
          escaped,
          /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i,
        );
        assert.equal(escaped.replaceAll("\u2060", ""), text.replaceAll("\u2060", ""));
      }),
    );
  });

  it("has a backslash before everything that Markdown or HTML would read", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeMarkdown(text);
        const bare = escaped.replaceAll(/\\[!-/:-@[-`{-~]/g, "");
        assert.doesNotMatch(bare, /[!-/:-@[-`{-~]/);
        assert.doesNotMatch(escaped.replaceAll("\\", ""), /\$\([a-z0-9-]+(~[a-z]+)?\)/i);
      }),
    );
  });
});

describe("times", () => {
  const now = Date.UTC(2026, 10, 24, 12);
  const seconds = (count: number): number => now - count * 1000;

  it("are told as how long ago, then as a date", () => {
    assert.equal(relativeTime(seconds(5), now), "just now");
    assert.equal(relativeTime(new Date(seconds(4 * 60)), now), "4 min ago");
    assert.equal(relativeTime(seconds(2 * 3600 + 59), now), "2 h ago");
    assert.equal(relativeTime(seconds(3 * 86_400), now), "3 d ago");
    assert.match(relativeTime(seconds(90 * 86_400), now), /2026/);
  });

  it("of a clock that is behind the server's are now", () => {
    assert.equal(relativeTime(seconds(-3600), now), "just now");
  });

  it("to wait are rounded up", () => {
    assert.equal(formatWait(1), "1 s");
    assert.equal(formatWait(59_001), "60 s");
    assert.equal(formatWait(150_000), "3 min");
    assert.equal(formatWait(10 * 3_600_000), "10 h");
  });
});
