/** Figures of the extension in a window: see `npm run bench -- --help`. */
import { report, runs } from "../report.ts";
import { measureForms } from "./forms.ts";
import { measureSignIn } from "./sign-in.ts";
import { measureStarts } from "./starts.ts";

await report([() => measureStarts(runs), () => measureSignIn(runs), measureForms]);
