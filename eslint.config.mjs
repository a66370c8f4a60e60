import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const features = "accounts|organizations|explorer|goto|forms|transfers|requests|review|assistant|ui|core";
/** A feature's inside is its own: others import its index.ts. */
const insideOfFeatures = {
  regex: `^(\\.\\./)+(${features})/(?!index\\.ts$)`,
  message: "Import the feature's index.ts.",
};

export default defineConfig(
  { ignores: ["dist", "out", "node_modules", "tools/*/node_modules", "tools/node_modules", "**/*.gen.ts"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["src/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [insideOfFeatures] }],
      "no-restricted-syntax": ["error", { selector: "ImportExpression", message: "Import statically." }],
    },
  },
  {
    files: ["src/core/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: [{ name: "vscode", message: "The core runs in plain Node." }],
          patterns: [
            insideOfFeatures,
            {
              regex: `^(\\.\\./)+(?!core)(${features.replace("|core", "")})/`,
              message: "The core knows nothing of the extension.",
            },
          ],
        },
      ],
    },
  },
  {
    // Everything that registers a command or sets a context key goes through the typed tables in ui/.
    files: ["src/**/*.ts"],
    ignores: ["src/ui/**"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "commands", property: "registerCommand", message: "Register it in the command table." },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      // describe() and it() take whole suites as functions.
      "max-lines-per-function": "off",
      // mocha's this and chai-like asserts on promises
      "@typescript-eslint/no-unused-expressions": "error",
    },
  },
  { files: ["**/*.mjs"], languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly", fetch: "readonly", setTimeout: "readonly", clearTimeout: "readonly", AbortController: "readonly", AbortSignal: "readonly", Buffer: "readonly" } } },
);
