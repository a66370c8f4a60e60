import { type CancellationToken, CancellationTokenSource } from "vscode";

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

/** Asks with a token that follows a signal; `undefined`, without asking, where that is aborted already. */
export async function askUntil<T>(
  gone: AbortSignal,
  ask: (token: CancellationToken) => PromiseLike<T | undefined>,
): Promise<T | undefined> {
  // What has not been shown yet cannot be called off.
  if (gone.aborted) return undefined;
  const source = new CancellationTokenSource();
  const end = (): void => {
    source.cancel();
  };
  gone.addEventListener("abort", end);
  try {
    return await ask(source.token);
  } finally {
    gone.removeEventListener("abort", end);
    source.dispose();
  }
}

/** Whether this is somebody's wish to stop rather than trouble: an aborted signal's reason, or VS Code's own. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && (error.name === "AbortError" || error.name === "Canceled");
}
