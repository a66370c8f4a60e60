import type { CancellationToken } from "vscode";

/** A signal that follows VS Code's token. Disposing lets go of the token and leaves the signal as it is. */
export function toSignal(token: CancellationToken): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listening = token.onCancellationRequested(() => {
    controller.abort();
  });
  return {
    signal: controller.signal,
    dispose: () => {
      listening.dispose();
    },
  };
}

/** Whether this is somebody's wish to stop rather than trouble: an aborted signal's reason, or VS Code's own. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && (error.name === "AbortError" || error.name === "Canceled");
}
