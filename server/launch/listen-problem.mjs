/**
 * Whether this machine lets us listen there, asked before anything is started: the sentence names
 * the variable.
 */
import { createServer } from "node:net";

/**
 * @param {{ hostName: string, host: string, portName: string, port: number }} place values and the
 *   variables that hold them
 * @returns {Promise<string | null>} what is wrong, in one sentence
 */
export function listenProblem({ hostName, host, portName, port }) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", ({ code, message }) => resolve(sentence(code) ?? message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });

  function sentence(code) {
    switch (code) {
      case "EADDRINUSE":
        return `Port ${port} is used by another program. Stop it, or set ${portName}.`;
      case "EACCES":
        return `This user may not listen on port ${port}: set ${portName} to 1024 or more.`;
      case "ENOTFOUND":
      case "EAI_AGAIN":
      case "EADDRNOTAVAIL":
        return `${hostName} must be an address or a name of this machine, such as 127.0.0.1 or 0.0.0.0, not "${host}".`;
      default:
        return null;
    }
  }
}
