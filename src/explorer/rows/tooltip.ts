import { l10n } from "vscode";
import type { Preview } from "../../core/index.ts";
import {
  type CvatObject,
  framesOf,
  nameOf,
  rangeOf,
  stageWord,
  stateWord,
  statusWord,
  tasksOf,
  titleOf,
} from "../../objects/index.ts";
import { absoluteTime, escapeMarkdown, formatCount, plainText } from "../../ui/index.ts";
import { dataStateOf } from "./looks.ts";
import { seenOf } from "../model/expected.ts";
import type { Shown } from "../model/nodes.ts";
import { pictureSize } from "./picture-size.ts";
import { failureOf, percentOf } from "./words.ts";

/** Bytes of a picture in a tooltip: CVAT's previews have some ten thousand. */
const largestPicture = 512 * 1024;
/** Pixels of it: a few bytes can unpack to gigabytes in the window. CVAT's previews have 256 × 256. */
const mostPixels = 4_000_000;
const pictureTypes = /^image\/(?:jpeg|png)$/;

/**
 * A tooltip in Markdown: a bold title, two or three lines of facts, the picture if there is one, one link.
 *
 * @param why the row stands where it would not be expected
 */
export function tooltipOf(shown: Shown, picture: string | undefined, why?: string): string {
  const object = seenOf(shown);
  const facts = factsOf(object, shown.creation)
    .map((line) => markdown(line.filter((part) => part !== undefined && part !== "").join(" · ")))
    .filter((line) => line !== "");
  const refusal = shown.refusal === undefined ? [] : [markdown(shown.refusal)];
  const reason = why === undefined ? [] : [markdown(why)];
  const parts = [`**${markdown(titleOf(object))}**`, ...reason, ...refusal, facts.join("  \n")];
  // The size is given so that the link stays above the fold.
  if (picture !== undefined) parts.push(`![](${picture}|width=240)`);
  parts.push(`[${escapeMarkdown(l10n.t("Open in Browser"))}](<${object.entity.webUrl}>)`);
  return parts.join("\n\n");
}

/** A preview as an address that holds it; `undefined` for what is no picture (JPEG or PNG) of bounded size. */
export function pictureOf({ bytes, contentType }: Preview): string | undefined {
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!pictureTypes.test(type) || bytes.length > largestPicture) return undefined;
  const size = pictureSize(bytes);
  if (!size || size.width * size.height > mostPixels) return undefined;
  return `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
}

/** A word that is longer than the tooltip is wide may be broken: VS Code would cut it, and scroll. */
function markdown(text: string): string {
  return escapeMarkdown(text.replaceAll(/\S{50}(?=\S)/gu, "$&\u200b"));
}

type Line = readonly (string | undefined)[];

function factsOf(object: CvatObject, creation: Shown["creation"]): readonly Line[] {
  switch (object.kind) {
    case "project": {
      const { id, owner, assignee, updated_date } = object.entity;
      return [
        [l10n.t("Project #{0}", id), tasksOf(object.entity), workspaceOf(object.entity)],
        [owner ? l10n.t("Owned by {0}", person(owner)) : undefined],
        [assigned(assignee), updated(updated_date)],
      ];
    }
    case "task": {
      const { id, subset, assignee, updated_date } = object.entity;
      const number = l10n.t("Task #{0}", id);
      const project = projectOf(object.entity);
      return [
        [
          project === undefined ? number : l10n.t("{0} in {1}", number, project),
          subset === "" ? undefined : l10n.t("subset {0}", plainText(subset, 64)),
          project === undefined ? workspaceOf(object.entity) : undefined,
        ],
        progressOf(object, creation),
        [assigned(assignee), updated(updated_date)],
      ];
    }
    case "job": {
      const { task_id, task_name, type, stage, state, assignee, updated_date } = object.entity;
      const project = projectOf(object.entity);
      const task =
        task_name === null || task_name === undefined ? `#${task_id}` : `${nameOf(task_name)} (#${task_id})`;
      return [
        [l10n.t("Task {0}", task), project === undefined ? undefined : l10n.t("project {0}", project)],
        [
          type === "ground_truth" ? l10n.t("Ground truth") : l10n.t("Frames {0}", rangeOf(object.entity)),
          l10n.t("stage {0}", stageWord(stage)),
          stateWord(state),
        ],
        [assigned(assignee), updated(updated_date)],
      ];
    }
  }
}

function progressOf({ entity }: Extract<CvatObject, { kind: "task" }>, creation: Shown["creation"]): Line {
  switch (dataStateOf(entity, creation)) {
    case "none":
      return [l10n.t("No data yet")];
    case "failed":
      return [creation ? l10n.t("Its data could not be prepared: {0}", failureOf(creation, 500)) : undefined];
    case "preparing": {
      const percent = creation ? percentOf(creation) : undefined;
      return [
        percent === undefined
          ? l10n.t("Being prepared")
          : l10n.t("Being prepared, {0} %", formatCount(percent)),
      ];
    }
    case "ready": {
      const { count, completed } = entity.jobs;
      const done =
        completed === null
          ? undefined
          : l10n.t("{0} of {1} jobs completed", formatCount(completed), formatCount(count));
      return [framesOf(entity), done, statusWord(entity.status)];
    }
  }
}

function projectOf(entity: {
  readonly project_id: number | null;
  readonly project_name?: string | null;
}): string | undefined {
  if (entity.project_id === null) return undefined;
  const name = plainText(entity.project_name ?? "");
  return name === "" ? `#${entity.project_id}` : name;
}

/** What belongs to an organization is told from what is personal where both are shown together. */
function workspaceOf({ organization }: { readonly organization: number | null }): string | undefined {
  return organization === null ? l10n.t("in no organization") : undefined;
}

function person({ username }: { readonly username: string }): string {
  return plainText(username, 150);
}

function assigned(assignee: { readonly username: string } | null): string {
  return assignee ? l10n.t("Assigned to {0}", person(assignee)) : l10n.t("Assigned to nobody");
}

function updated(date: string): string | undefined {
  const time = Date.parse(date);
  return Number.isNaN(time) ? undefined : l10n.t("updated {0}", absoluteTime(time));
}
