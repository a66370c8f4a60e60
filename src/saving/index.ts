export { nameProblem, type NameProblem, trimmed } from "./names.ts";
export { type FieldConflict, save, type Saveable, type SaveOutcome } from "./save.ts";
export { nameProblemWords } from "./words.ts";
