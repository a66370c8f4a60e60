import { HttpError, NetworkError, NotCvatError, ServerError, TimeoutError } from "../errors.ts";
import type { CvatError, FailedAttempt, NetworkFault } from "../errors.ts";

const faults: readonly NetworkFault[] = ["proxy", "cut", "not-tls", "refused"];
const lastFaults: readonly NetworkFault[] = ["unreachable", "name-look-up"];

/** How little an error says about where the server is; 0 says most. Something that answers says more than silence. */
function rank(error: CvatError): number {
  if (error instanceof ServerError) return 0;
  if (error instanceof HttpError) return 1;
  if (error instanceof NotCvatError) return 2;
  if (error instanceof TimeoutError) return 20;
  if (!(error instanceof NetworkError)) return 3;
  const fault = faults.indexOf(error.fault);
  return fault === -1 ? 30 + lastFaults.indexOf(error.fault) : 10 + fault;
}

/** The error that says most; of equals that of the attempt that was preferred. There must be an attempt. */
export function mostTelling(attempts: readonly FailedAttempt[]): CvatError {
  const errors = attempts.map(({ error }) => error);
  return errors.reduce((best, error) => (rank(error) < rank(best) ? error : best));
}
