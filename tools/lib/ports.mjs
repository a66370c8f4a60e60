// @ts-check
import { createServer } from "node:net";

/**
 * Whether nobody listens there.
 * @param {number} port on 127.0.0.1
 * @returns {Promise<boolean>}
 */
export function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/**
 * This one, or the first free one after it.
 * @param {number} wanted
 */
export async function nextFree(wanted) {
  for (let port = wanted; port < wanted + 200; port += 1) if (await isFree(port)) return port;
  throw new Error(`No free port from ${wanted} on`);
}

/**
 * Any free one.
 * @returns {Promise<number>}
 */
export function anyFree() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === "object") resolve(address.port);
        else reject(new Error("no port was given"));
      });
    });
  });
}
