import { l10n, type QuickPickItem, window } from "vscode";
import { type ExpectedFields } from "../explorer/index.ts";
import { countOf, fullNameOf } from "../objects/index.ts";
import { askUntil, escapeIcons, sentenceStart } from "../ui/index.ts";
import { type Edit, valuesOf } from "./edit.ts";
import { inWords } from "./words.ts";

interface Item extends QuickPickItem {
  readonly edit?: Edit;
}

/**
 * Somebody else changed what is to be changed: which value is to stay?
 *
 * @param gone ends the question: theirs stay then
 * @returns those that are to be set all the same, now over what is on the server
 */
export async function askWhichStay(edits: readonly Edit[], gone: AbortSignal): Promise<readonly Edit[]> {
  const [first, second] = edits;
  if (!first) return [];
  if (!second) return (await isMineToStay(first, gone)) ? [overTheirs(first)] : [];
  const items = edits.map((edit) => ({
    edit,
    label: escapeIcons(fullNameOf(edit.object)),
    description: escapeIcons(l10n.t("on the server: {0}", inWords(theirsOf(edit)))),
    picked: false,
  }));
  const options = {
    title: l10n.t("{0} Were Changed Meanwhile", countOf(edits.map(({ object }) => object))),
    placeHolder: l10n.t("Type to choose which get {0} all the same", inWords(first.wanted)),
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  } as const;
  const chosen = await askUntil(gone, (token) => window.showQuickPick<Item>(items, options, token));
  return (chosen ?? []).flatMap(({ edit }) => (edit ? [overTheirs(edit)] : []));
}

async function isMineToStay(edit: Edit, gone: AbortSignal): Promise<boolean> {
  const mine: Item = { edit, label: escapeIcons(inWords(edit.wanted)), description: l10n.t("yours") };
  const theirs: Item = {
    label: escapeIcons(inWords(theirsOf(edit))),
    description: l10n.t("on the server, set by somebody else"),
  };
  const options = {
    title: l10n.t("{0} Was Changed Meanwhile", sentenceStart(fullNameOf(edit.object))),
    placeHolder: l10n.t("Type to choose which one to keep"),
    ignoreFocusOut: true,
  };
  const chosen = await askUntil(gone, (token) => window.showQuickPick([mine, theirs], options, token));
  return chosen === mine;
}

/** The object was read right before. */
function theirsOf({ object, wanted }: Edit): ExpectedFields {
  return valuesOf(object, wanted);
}

function overTheirs(edit: Edit): Edit {
  return { ...edit, started: theirsOf(edit) };
}
