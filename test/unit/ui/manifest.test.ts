import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { browseViews, commandIds, contextKeys } from "../../../src/ui/manifest.ts";
import { settings } from "../../../src/ui/settings.ts";

const title = v.pipe(v.string(), v.regex(/^%[\w.]+%$/));
const menuItem = v.object({
  command: v.string(),
  when: v.optional(v.string()),
  group: v.optional(v.string()),
});
const view = v.picklist(browseViews);
/** Nothing but its key tells a command which view has the focus. */
const keyStep = v.union([v.string(), v.object({ command: v.string(), args: view })]);
const manifestSchema = v.object({
  icon: v.string(),
  description: title,
  contributes: v.object({
    commands: v.array(
      v.object({
        command: v.string(),
        title,
        category: v.literal("CVAT"),
        icon: v.optional(v.pipe(v.string(), v.regex(/^\$\([a-z-]+\)$/))),
      }),
    ),
    viewsContainers: v.record(v.string(), v.array(v.object({ id: v.string(), title, icon: v.string() }))),
    views: v.record(
      v.string(),
      v.array(v.object({ id: v.string(), name: title, when: v.string(), icon: v.optional(v.string()) })),
    ),
    viewsWelcome: v.array(v.object({ view: v.string(), when: v.optional(v.string()), contents: title })),
    menus: v.record(v.string(), v.array(menuItem)),
    keybindings: v.array(
      v.object({
        command: v.string(),
        when: v.string(),
        args: v.optional(v.union([view, v.object({ commands: v.array(keyStep) })])),
      }),
    ),
    configuration: v.object({
      properties: v.record(
        v.string(),
        v.looseObject({
          default: v.unknown(),
          scope: v.string(),
          enum: v.optional(v.array(v.string())),
          markdownDescription: title,
          enumDescriptions: v.optional(v.array(title)),
        }),
      ),
    }),
  }),
});

function commandsOf({ command, args }: Pick<Keybinding, "command" | "args">): string[] {
  const steps = typeof args === "object" ? args.commands : [];
  return [command, ...steps.map((step) => (typeof step === "string" ? step : step.command))];
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

const manifest = v.parse(manifestSchema, readJson("package.json"));
const texts = v.parse(v.record(v.string(), v.string()), readJson("package.nls.json"));
const { contributes } = manifest;
type Keybinding = (typeof contributes.keybindings)[number];
const views = Object.values(contributes.views).flat();
const whens = [
  ...views.map(({ when }) => when),
  ...contributes.viewsWelcome.map(({ when }) => when ?? ""),
  ...Object.values(contributes.menus)
    .flat()
    .map(({ when }) => when ?? ""),
  ...contributes.keybindings.map(({ when }) => when),
];

describe("the manifest and the code", () => {
  it("have the same commands", () => {
    const contributed = contributes.commands.map(({ command }) => command);
    assert.deepEqual([...contributed].sort(), [...commandIds].sort());
  });

  it("name in menus, keys and links only commands that there are", () => {
    const known = new Set<string>(commandIds);
    const named = [
      ...Object.values(contributes.menus)
        .flat()
        .map(({ command }) => command),
      ...contributes.keybindings.flatMap(commandsOf),
      ...Object.values(texts).flatMap((text) =>
        [...text.matchAll(/command:([\w.]+)/g)].map((match) => match[1] ?? ""),
      ),
    ];
    const ours = named.filter((command) => command.startsWith("cvat."));
    assert.deepEqual(
      ours.filter((command) => !known.has(command)),
      [],
    );
    const others = new Set(named.filter((command) => !command.startsWith("cvat.")));
    assert.deepEqual([...others].sort(), ["list.select", "list.toggleExpand", "runCommands"]);
  });

  it("have the same when-keys, and each of them is used", () => {
    const ids = new Set([...views.map(({ id }) => id), ...commandIds, ...Object.keys(contributes.views)]);
    const used = new Set(whens.flatMap((when) => when.match(/(?<![\w.'\\])cvat\.[a-zA-Z.]+/g) ?? []));
    const keys = [...used].filter((name) => !ids.has(name));
    assert.deepEqual(keys.sort(), [...contextKeys].sort());
  });

  it("tell each command that a key runs which view has the focus", () => {
    for (const { command, args, when } of contributes.keybindings) {
      const last = typeof args === "object" ? args.commands.at(-1) : { command, args };
      assert.ok(typeof last === "object" && last.command.startsWith("cvat."));
      assert.equal(last.args, /focusedView == '([^']*)'/.exec(when)?.[1]);
      assert.match(when, /!inputFocus/);
    }
  });

  it("have the same views", () => {
    assert.deepEqual(
      views.map(({ id }) => id),
      ["cvat.welcome", ...browseViews],
    );
    for (const { view } of contributes.viewsWelcome) assert.ok(views.some(({ id }) => id === view));
    for (const when of whens) {
      for (const [, view] of when.matchAll(/\bview == ([\w.]+)/g)) {
        assert.ok(
          views.some(({ id }) => id === view),
          `${String(view)} in "${when}"`,
        );
      }
    }
  });

  it("put nothing on the rows of other extensions, whose context values can be the same words", () => {
    for (const { command, when = "" } of contributes.menus["view/item/context"] ?? []) {
      const pattern = /&& view =~ \/(.+)\/$/.exec(when)?.[1] ?? "";
      const shown = [...browseViews, "workbench.explorer", "other.jobs"].filter((id) =>
        new RegExp(pattern).test(id),
      );
      assert.deepEqual(shown, browseViews, command);
    }
  });

  it("have the same settings, with the same values and defaults", () => {
    assert.deepEqual(Object.keys(contributes.configuration.properties), Object.keys(settings));
    for (const [id, { schema, default: standard }] of Object.entries(settings)) {
      const property = contributes.configuration.properties[id];
      assert.equal(property?.default, standard);
      assert.deepEqual(property.enum, schema.options);
    }
  });

  it("have a text for each key, and no text without one", () => {
    const keys = readFileSync("package.json", "utf8").matchAll(/"%([\w.]+)%"/g);
    assert.deepEqual([...new Set([...keys].map((match) => match[1]))].sort(), Object.keys(texts).sort());
  });

  it("have titles that begin with capitals", () => {
    for (const { title: key } of contributes.commands) {
      const text = texts[key.slice(1, -1)] ?? "";
      assert.match(text, /^[A-Z]/);
      for (const word of text.split(" ")) {
        assert.match(word, /^([A-Z]|(a|an|by|in|of|to|the|from)$)/, text);
      }
    }
  });

  it("have the pictures that they name", () => {
    const containers = Object.values(contributes.viewsContainers).flat();
    for (const { icon } of [...containers, ...views.filter((view) => view.icon !== undefined)]) {
      assert.ok(icon !== undefined && existsSync(icon), icon);
    }
  });

  it("show a picture for every command that stands on a row or in a title", () => {
    const shown = [
      ...(contributes.menus["view/title"] ?? []),
      ...(contributes.menus["view/item/context"] ?? []),
    ]
      .filter(({ group }) => /^(inline|navigation)/.test(group ?? ""))
      .map(({ command }) => command);
    for (const command of new Set(shown)) {
      const contributed = contributes.commands.find((one) => one.command === command);
      assert.ok(contributed?.icon, command);
    }
  });

  it("keep out of the palette what needs a row", () => {
    const hidden = (contributes.menus["commandPalette"] ?? [])
      .filter(({ when }) => when === "false")
      .map(({ command }) => command);
    for (const command of [
      "cvat.refreshRow",
      "cvat.loadMore",
      "cvat.loadAll",
      "cvat.retry",
      "cvat.dismissRow",
    ]) {
      assert.ok(hidden.includes(command), command);
    }
  });

  it("register commands and set context keys in one place only", () => {
    for (const file of globSync("src/**/*.ts", { exclude: ["src/ui/**"] })) {
      assert.doesNotMatch(readFileSync(file, "utf8"), /registerCommand|"setContext"/, file);
    }
  });
});
