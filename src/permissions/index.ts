export { withAbove } from "./above.ts";
export { isAdmin, Myself, ownMemberships, roleIn } from "./myself.ts";
export { type Action, type Denial, type Me, seesAll, type Subject, whoMay, whyNot } from "./rules.ts";
export { denialWords } from "./words.ts";
