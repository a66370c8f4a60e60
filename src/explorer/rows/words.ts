import { l10n } from "vscode";
import type { BackgroundRequest } from "../../core/index.ts";
import type { Kind } from "../../objects/index.ts";
import { plainText } from "../../ui/index.ts";

/** Progress in percent; `undefined` as long as there is none. */
export function percentOf(request: BackgroundRequest): number | undefined {
  const progress = request.progress ?? 0;
  return progress > 0 ? Math.min(100, Math.floor(progress * 100)) : undefined;
}

/** Why the server could not make a task's data, without the names of Python's classes around it. */
export function failureOf(request: BackgroundRequest, max: number): string {
  const message = request.message.slice(0, 4000);
  const detail = /ErrorDetail\(string=(["'])(.*?)\1, code=/s.exec(message)?.[2];
  const text =
    detail ?? message.trim().replace(/^(?:[\w.]+(?:Error|Exception|Warning)|[a-z_]\w*(?:\.\w+)+): /i, "");
  return plainText(text, max) || l10n.t("failed");
}

export function couldNotRead(kind: Kind): string {
  switch (kind) {
    case "project":
      return l10n.t("Could not load projects");
    case "task":
      return l10n.t("Could not load tasks");
    case "job":
      return l10n.t("Could not load jobs");
  }
}

export function loadingOf(kind: Kind): string {
  switch (kind) {
    case "project":
      return l10n.t("Loading projects");
    case "task":
      return l10n.t("Loading tasks");
    case "job":
      return l10n.t("Loading jobs");
  }
}

/** @param place the name of an organization */
export function nothingYet(kind: Kind, place: string): string {
  switch (kind) {
    case "project":
      return l10n.t("No projects in {0} yet.", place);
    case "task":
      return l10n.t("No tasks in {0} yet.", place);
    case "job":
      return l10n.t("No jobs in {0} yet.", place);
  }
}

/** As `nothingYet`, for somebody who sees only a part of what is there. */
export function nothingSeen(kind: Kind, place: string): string {
  switch (kind) {
    case "project":
      return l10n.t("No projects that you may see in {0}.", place);
    case "task":
      return l10n.t("No tasks that you may see in {0}.", place);
    case "job":
      return l10n.t("No jobs that you may see in {0}.", place);
  }
}
