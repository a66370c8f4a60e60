export { type CvatObject, isWithin, keyOf, type Kind, type ObjectKey, retrieve } from "./object.ts";
export { type NamedPatch, saveableJob, saveableNamed, withState } from "./saveable.ts";
export {
  countOf,
  framesOf,
  fullNameOf,
  goneFrom,
  nameOf,
  numberOf,
  rangeOf,
  stageWord,
  stateWord,
  statusWord,
  subjectOf,
  taskOfJob,
  tasksOf,
  titleOf,
} from "./words.ts";
