import { Disposable } from "vscode";
import type { Commands } from "../ui/index.ts";
import { Creator, type CreatorNeeds } from "./creator.ts";
import { LabelDocuments, type LabelDocumentsNeeds } from "./label-documents.ts";

export interface CreationNeeds extends Omit<CreatorNeeds, "documents">, LabelDocumentsNeeds {
  readonly commands: Pick<Commands, "register">;
  readonly clock: CreatorNeeds["clock"] & LabelDocumentsNeeds["clock"];
  readonly notifications: CreatorNeeds["notifications"] & LabelDocumentsNeeds["notifications"];
}

/** `CVAT: New Project…` */
export function registerCreation(needs: CreationNeeds): Disposable {
  const documents = new LabelDocuments(needs);
  const creator = new Creator({ ...needs, documents });
  return Disposable.from(
    documents,
    needs.commands.register({
      "cvat.newProject": () => creator.newProject(),
      "cvat.createFromLabels": (...args) => documents.create(args),
      "cvat.discardNewProject": (...args) => {
        documents.discard(args);
      },
    }),
  );
}
