import type { Disposable } from "vscode";
import type { Commands } from "../ui/index.ts";
import { Creator, type CreatorNeeds } from "./creator.ts";

export interface CreationNeeds extends CreatorNeeds {
  readonly commands: Pick<Commands, "register">;
}

/** `CVAT: New Project…` */
export function registerCreation(needs: CreationNeeds): Disposable {
  const creator = new Creator(needs);
  return needs.commands.register({ "cvat.newProject": () => creator.newProject() });
}
