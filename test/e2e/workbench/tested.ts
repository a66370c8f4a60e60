import path from "node:path";
import process from "node:process";
import { root } from "../../../tools/lib/paths.mjs";

/** Where builds, pictures and logs of this run are; npm test names another place for another run. */
export const testOutput = path.resolve(root, process.env["CVAT_TEST_OUT"] ?? "out");

/** The extension as it was built for tests, or another one that npm test names. */
export const testedExtension = process.env["CVAT_TEST_EXTENSION"] ?? path.join(testOutput, "extension");

/** In which VS Code it is tested. */
export const testedBuild = process.env["CVAT_TEST_VSCODE"] === "floor" ? "floor" : "current";
