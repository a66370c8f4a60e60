export { type Clock, systemClock } from "../core/index.ts";
export { askChoice } from "./choices.ts";
export { Commands, ContextKeys, type Handler } from "./commands.ts";
export { browseViews, type BrowseView, commandIds, type CommandId, type ViewContent } from "./manifest.ts";
export { type Answer, askText, type StepButton, type TextStep, type Verdict } from "./inputs.ts";
export { Notifications } from "./notifications.ts";
export { sayInPassing } from "./passing.ts";
export { withCount, withStop } from "./progress.ts";
export { type Memory, readStored, Settings } from "./settings.ts";
export {
  absoluteTime,
  escapeIcons,
  escapeMarkdown,
  formatCount,
  lookOf,
  plainName,
  plainText,
  relativeTime,
  sentenceStart,
} from "./text.ts";
export { hostOf, troubleOf } from "./trouble.ts";
export { askUntil, isCancelled, toSignal } from "./waiting.ts";
export { explain, sentence, stoppedHalfway, type Words } from "./words.ts";
export { adoptPage, openPage, type PageOptions, type PagePanel } from "./webview-panel.ts";
