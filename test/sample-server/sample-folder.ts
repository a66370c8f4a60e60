import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";

const below = path.join("test", "sample-server", "sample");

/** The folder with the sample set: found from where the program runs upwards, because bundles lie elsewhere. */
export function findSampleFolder(): string {
  const starts = [process.argv[1] ? path.dirname(process.argv[1]) : "", process.cwd()];
  // In a CommonJS bundle, as the tests in the extension host are.
  if (typeof __dirname === "string") starts.unshift(__dirname);
  for (const start of starts) {
    for (let folder = path.resolve(start); ; folder = path.dirname(folder)) {
      const sample = path.join(folder, below);
      if (existsSync(path.join(sample, "sample.json"))) return sample;
      if (path.dirname(folder) === folder) break;
    }
  }
  throw new Error(`The folder ${below} is not found from ${starts.join(", ")}`);
}
