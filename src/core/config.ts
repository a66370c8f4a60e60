/** How a client behaves. */
export interface Config {
  /** Go on with a warning when the server's version is not supported; else `IncompatibleVersionError`. */
  readonly allowUnsupportedServer: boolean;
  /**
   * How long a request may go without a byte from the server, in milliseconds. An answer that goes on may take ten times as
   * long; then it is called endless.
   */
  readonly timeout: number;
  /** Requests under way at a time, of one session. */
  readonly maxConcurrent: number;
  /** The longest answer that is read, in bytes. */
  readonly maxResponseBytes: number;
  /** How long to wait before the attempt after the `attempt`-th (from 1), in milliseconds. */
  readonly retryDelay: (attempt: number) => number;
}

/** 0.3 s, 1 s, 3 s, each up to a half longer so that many clients do not come back at once. */
function backOff(attempt: number): number {
  return 100 * 3 ** attempt * (1 + Math.random() / 2);
}

/** What a client keeps to where nothing else is given. */
export const defaultConfig: Config = {
  allowUnsupportedServer: true,
  timeout: 30_000,
  maxConcurrent: 8,
  maxResponseBytes: 64 * 1024 * 1024,
  retryDelay: backOff,
};
