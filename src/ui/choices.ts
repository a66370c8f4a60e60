import { QuickInputButtons, type QuickPickItem, window } from "vscode";
import type { Answer } from "./inputs.ts";

/** A choice among a few, as one of several steps: back leads to the one before. */
export interface ChoiceStep<T extends QuickPickItem> {
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
  readonly placeholder: string;
  readonly items: readonly T[];
  /** Stays open when the focus goes elsewhere. */
  readonly ignoreFocusOut?: boolean;
  /** Ends it as Escape does: what it is about is no longer there. */
  readonly gone?: AbortSignal;
}

/** Asks for one of the items. */
export async function askChoice<T extends QuickPickItem>(step: ChoiceStep<T>): Promise<Answer<T>> {
  // What has not been shown yet cannot be hidden.
  if (step.gone?.aborted === true) return { kind: "cancelled" };
  const pick = window.createQuickPick<T>();
  const hide = (): void => {
    pick.hide();
  };
  step.gone?.addEventListener("abort", hide);
  pick.title = step.title;
  pick.step = step.step;
  pick.totalSteps = step.totalSteps;
  pick.placeholder = step.placeholder;
  pick.items = step.items;
  pick.ignoreFocusOut = step.ignoreFocusOut ?? false;
  pick.buttons = [QuickInputButtons.Back];
  try {
    return await new Promise((resolve) => {
      pick.onDidAccept(() => {
        const [value] = pick.activeItems;
        if (value !== undefined) resolve({ kind: "done", value });
      });
      pick.onDidTriggerButton(() => {
        resolve({ kind: "back" });
      });
      pick.onDidHide(() => {
        resolve({ kind: "cancelled" });
      });
      pick.show();
    });
  } finally {
    step.gone?.removeEventListener("abort", hide);
    pick.dispose();
  }
}
