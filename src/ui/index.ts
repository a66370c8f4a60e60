export { Commands, ContextKeys, type Handler } from "./commands.ts";
export { browseViews, type BrowseView, commandIds, type CommandId, type ViewContent } from "./manifest.ts";
export { type Answer, askText, type StepButton, type TextStep, type Verdict } from "./inputs.ts";
export { Notifications } from "./notifications.ts";
export { type Memory, readStored, Settings } from "./settings.ts";
export { absoluteTime, escapeIcons, escapeMarkdown, formatCount, plainText, relativeTime } from "./text.ts";
export { hostOf, troubleOf } from "./trouble.ts";
export { type Clock, isCancelled, systemClock, toSignal } from "./waiting.ts";
export { explain, sentence, type Words } from "./words.ts";
