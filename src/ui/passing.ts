import { window } from "vscode";
import { escapeIcons } from "./text.ts";

/** In milliseconds. */
const passing = 3000;

/** Says for a moment, in the status bar, what nobody sees happen. The text is plain: it is escaped here. */
export function sayInPassing(text: string): void {
  window.setStatusBarMessage(escapeIcons(text), passing);
}
