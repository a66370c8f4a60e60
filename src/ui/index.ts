export { Commands, ContextKeys, type Handler } from "./commands.ts";
export { escapeIcons, escapeMarkdown, escapeNotification, plainText } from "./escape.ts";
export { absoluteTime, formatCount, formatWait, relativeTime } from "./format.ts";
export {
  browseViews,
  type BrowseView,
  commandIds,
  type CommandId,
  contextKeys,
  type ContextValues,
  type ViewContent,
} from "./manifest.ts";
export { type Action, Notifications } from "./notifications.ts";
export { Settings } from "./settings.ts";
export { hostOf, type Trouble, troubleOf } from "./trouble.ts";
export { type Clock, isCancelled, systemClock, toSignal } from "./waiting.ts";
export { explain, sentence, type Words } from "./words.ts";
