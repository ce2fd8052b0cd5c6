/** Ports on the loopback address. */
import { createServer } from "node:net";

/**
 * @param {number} port 0 asks the system for any free one.
 * @returns {Promise<number | null>} the port, or null when somebody listens there.
 */
export function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === "object" && address ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}

/**
 * @param {number} first tried first, then the ones after it.
 * @returns {Promise<number>}
 */
export async function freePortFrom(first) {
  for (let port = first; port < first + 200; port += 1) if ((await tryPort(port)) !== null) return port;
  throw new Error(`No free port between ${first} and ${first + 200}.`);
}

/** @returns {Promise<number>} any free port. */
export async function anyFreePort() {
  const port = await tryPort(0);
  if (port === null) throw new Error("The system gives no free port on 127.0.0.1.");
  return port;
}
