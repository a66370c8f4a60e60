import type { Disposable } from "vscode";
import type { Commands } from "../ui/index.ts";
import { Remover, type RemoverNeeds } from "./remover.ts";

export interface RemovalNeeds extends RemoverNeeds {
  readonly commands: Pick<Commands, "register">;
}

/** `CVAT: Remove…`, for projects, tasks and ground truth jobs. */
export function registerRemoval(needs: RemovalNeeds): Disposable {
  const remover = new Remover(needs);
  return needs.commands.register({ "cvat.remove": (...args) => remover.remove(args) });
}
