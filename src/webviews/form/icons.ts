import chevron from "@vscode/codicons/src/icons/chevron-down.svg";
import circle from "@vscode/codicons/src/icons/circle-large.svg";
import discard from "@vscode/codicons/src/icons/discard.svg";
import error from "@vscode/codicons/src/icons/error.svg";
import info from "@vscode/codicons/src/icons/info.svg";
import lock from "@vscode/codicons/src/icons/lock.svg";
import organization from "@vscode/codicons/src/icons/organization.svg";
import project from "@vscode/codicons/src/icons/project.svg";
import tasklist from "@vscode/codicons/src/icons/tasklist.svg";
import warning from "@vscode/codicons/src/icons/warning.svg";
import { html, type TemplateResult } from "lit";
import { unsafeSVG } from "lit/directives/unsafe-svg.js";
import type { FormNoun } from "./protocol.ts";

const drawings = { chevron, discard, error, info, lock, warning };
const nouns: Record<FormNoun, string> = { project, task: tasklist, job: circle, organization };

/** Decoration: what it means is said in words beside it. */
export function icon(name: keyof typeof drawings): TemplateResult {
  return drawn(drawings[name]);
}

export function nounIcon(noun: FormNoun): TemplateResult {
  return drawn(nouns[noun]);
}

/** Only drawings from the build come here. */
function drawn(svg: string): TemplateResult {
  return html`<span class="icon" aria-hidden="true">${unsafeSVG(svg)}</span>`;
}
