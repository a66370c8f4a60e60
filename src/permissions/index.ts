export { withAbove } from "./above.ts";
export { Myself } from "./myself.ts";
export { type Action, type Denial, type Me, type Subject, whoMay, whyNot } from "./rules.ts";
export { denialWords } from "./words.ts";
