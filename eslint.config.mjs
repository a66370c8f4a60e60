// @ts-check
import { readdirSync } from "node:fs";
import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const folders = readdirSync(new URL("src", import.meta.url), { withFileTypes: true });
const features = folders
  .filter((entry) => entry.isDirectory() && entry.name !== "webviews")
  .map(({ name }) => name)
  .join("|");

const insideOfFeatures = {
  regex: `^(\\.\\./)+(${features})/(?!index\\.ts$)`,
  message: "A feature's inside is its own: import its index.ts.",
};
const extensionFeatures = {
  regex: `^(\\.\\./)+(?!core/)(${features})(/|$)`,
  message: "The core knows nothing of the extension.",
};
const testsAndTools = {
  regex: "^(\\.\\./)+(test|tools|bench|out|dist)(/|$)",
  message: "The product knows nothing of its tests and tools.",
};
const dynamicImport = {
  selector: "ImportExpression",
  message: "Import statically: only such imports are checked for where they lead.",
};
const castThroughUnknown = {
  selector: "TSAsExpression > TSAsExpression[typeAnnotation.type='TSUnknownKeyword']",
  message: "Check what comes from outside; a cast through unknown checks nothing.",
};

export default defineConfig(
  { ignores: ["dist", "out", ".state", ".vscode-test", "**/node_modules", "tools/stand-ins", "**/*.gen.ts"] },
  // A comment cannot switch a rule off.
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  {
    files: ["**/*.ts", "**/*.mjs"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-restricted-syntax": ["error", castThroughUnknown],
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // Tools are JavaScript with types in comments; what they read as JSON has none.
    files: ["**/*.mjs"],
    rules: {
      "no-undef": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    files: ["src/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [insideOfFeatures, testsAndTools] }],
      "no-restricted-syntax": ["error", castThroughUnknown, dynamicImport],
    },
  },
  {
    // This takes the place of the rule above, so that all of it is said again.
    files: ["src/core/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: [{ name: "vscode", message: "The core runs in plain Node." }],
          patterns: [insideOfFeatures, extensionFeatures, testsAndTools],
        },
      ],
    },
  },
  {
    // What is registered or set goes through the typed tables of ui/.
    files: ["src/**/*.ts"],
    ignores: ["src/ui/**"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "commands", property: "registerCommand", message: "Register it in the command table." },
      ],
      "no-restricted-syntax": [
        "error",
        castThroughUnknown,
        dynamicImport,
        { selector: "Literal[value='setContext']", message: "Set it by ContextKeys." },
      ],
    },
  },
  {
    // describe() takes a whole suite as one function.
    files: ["test/**/*.ts"],
    rules: { "max-lines-per-function": "off" },
  },
);
