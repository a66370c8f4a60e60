import { l10n } from "vscode";
import type { Denial } from "./rules.ts";

/** Why somebody may not do something, as a sentence that tells who may. */
export function denialWords({ reason, orMaintainer }: Denial): string {
  switch (reason) {
    case "readOnlyToken":
      return l10n.t("Your access token is read-only. Sign in with one that may write.");
    case "notMember":
      return l10n.t("You are no longer a member of its organization.");
    case "notStaff":
      return orMaintainer
        ? l10n.t("You need to own it, be assigned to it, or be a maintainer of its organization.")
        : l10n.t("You need to own it or be assigned to it.");
    case "notOwner":
      return orMaintainer
        ? l10n.t("You need to own it or be a maintainer of its organization.")
        : l10n.t("You need to own it.");
    case "notTaskOwner":
      return orMaintainer
        ? l10n.t("You need to own the task or have its project, or be a maintainer of its organization.")
        : l10n.t("You need to own the task, or own or be assigned to its project.");
    case "notJobStaff":
      return orMaintainer
        ? l10n.t("You need to be assigned to the job, have its task, or be a maintainer of its organization.")
        : l10n.t("You need to be assigned to the job, or own or be assigned to its task.");
    case "notTaskStaff":
      return orMaintainer
        ? l10n.t("You need to own its task, be assigned to the task, or be a maintainer of its organization.")
        : l10n.t("You need to own its task or be assigned to the task; with the job itself only its state.");
    case "notGroundTruth":
      return l10n.t("Only ground truth jobs can be removed. Other jobs go with their task.");
    case "worker":
      return l10n.t("A supervisor's role in the organization is needed for this, or a higher one.");
    case "workerAccount":
      return l10n.t(
        "Your account works on what others assign to it. An administrator of the server can change that.",
      );
    case "notMaintainer":
      return l10n.t("Only the owner and the maintainers of an organization change it.");
    case "hasNoName":
      return l10n.t("A job has no name of its own: rename its task.");
    case "isNoJob":
      return l10n.t("Only jobs have a stage and a state.");
  }
}
