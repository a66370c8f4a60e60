import { l10n } from "vscode";
import type { CvatObject } from "../objects/index.ts";
import type { Commands, Handler } from "../ui/index.ts";
import { askForAssignee, assigned } from "./assign.ts";
import { type Begun, Editor, type EditorNeeds } from "./editor.ts";
import { type Edit, onlySent } from "./edit.ts";
import { askForStage, askForState } from "./job-progress.ts";
import { askForNames } from "./rename.ts";

export { type Edit, onlySent };

export interface EditsNeeds extends EditorNeeds {
  readonly commands: Pick<Commands, "register">;
}

type EditCommand =
  "cvat.rename" | "cvat.assign" | "cvat.assignToMe" | "cvat.setState" | "cvat.setStage" | "cvat.undo";

export interface EditsFeature {
  /** Undo Last Change takes it back from now on. */
  remember(edit: Edit): void;
  dispose(): void;
}

/** Changes of one field, on one or many objects, without a form, and what takes any change back. */
export function registerEdits(needs: EditsNeeds): EditsFeature {
  const editor = new Editor(needs);
  const registered = needs.commands.register(editHandlers(needs, editor));
  return {
    remember: (edit) => {
      editor.remember(edit);
    },
    dispose: () => {
      registered.dispose();
    },
  };
}

export function editHandlers(needs: EditorNeeds, editor: Editor): Record<EditCommand, Handler> {
  const jobs: readonly CvatObject["kind"][] = ["job"];
  const command =
    (
      action: Edit["action"],
      title: () => string,
      ask: (begun: Begun, gone: AbortSignal) => Promise<readonly Edit[] | undefined>,
      kinds?: readonly CvatObject["kind"][],
    ): Handler =>
    async (...args) => {
      // Something else may be shown before all is answered: what was begun is no longer meant then.
      const gone = needs.scopes.signal;
      const begun = await editor.begin(action, { args, title: title(), kinds }, gone);
      const edits = begun && (await ask(begun, gone));
      if (begun && edits && !gone.aborted) await editor.change(begun, edits);
    };
  return {
    "cvat.rename": command("rename", () => l10n.t("Rename"), askForNames, ["project", "task"]),
    "cvat.assign": command(
      "assign",
      () => l10n.t("Assign To"),
      (begun, gone) => askForAssignee(begun, needs, gone),
    ),
    "cvat.assignToMe": command(
      "assign",
      () => l10n.t("Assign to Me"),
      ({ objects, scope: { connection } }) =>
        Promise.resolve(assigned(objects, { id: connection.userId, username: connection.username })),
    ),
    "cvat.setState": command("setState", () => l10n.t("Set State"), askForState, jobs),
    "cvat.setStage": command("setStage", () => l10n.t("Set Stage"), askForStage, jobs),
    "cvat.undo": () => editor.undo(),
  };
}
