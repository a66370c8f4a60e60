// @ts-check
// npm run package: the extension as one file, to be installed into VS Code.
import { makePackage, inKilobytes } from "./lib/packing/vsix.mjs";
import { installMain } from "./lib/npm.mjs";
import { shown } from "./lib/paths.mjs";
import { Processes } from "./lib/processes.mjs";
import { runMain, say } from "./lib/say.mjs";

await runMain(async () => {
  const processes = new Processes();
  processes.endOnSignals();
  await installMain(processes);
  const { file, size, bundle, files } = await makePackage(processes);
  say(`${shown(file)}: ${inKilobytes(size)} in ${files} files, its code ${inKilobytes(bundle)}`);
});
