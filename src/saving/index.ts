export { nameProblem, type NameProblem, trimmed } from "./names.ts";
export { type FieldConflict, isSame, save, type Saveable, type SaveOutcome, valueOf } from "./save.ts";
export { nameProblemWords } from "./words.ts";
