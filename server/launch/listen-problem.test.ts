import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { listenProblem } from "./listen-problem.mjs";

const listenAddress = (host: string, port: number) => ({ hostName: "HOST", host, portName: "PORT", port });

test("a free port of this machine is no problem", async () => {
  expect(await listenProblem(listenAddress("127.0.0.1", 0))).toBeNull();
});

test.each(["nowhere.invalid", "203.0.113.7"])(
  "an address that is not this machine's, %s, is said with its variable",
  async (host) => {
    expect(await listenProblem(listenAddress(host, 0))).toBe(
      `HOST must be an address or a name of this machine, such as 127.0.0.1 or 0.0.0.0, not "${host}".`,
    );
  },
);

test("a port that is taken is said with its variable", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  expect(await listenProblem(listenAddress("127.0.0.1", port))).toBe(
    `Port ${port} is used by another program. Stop it, or set PORT.`,
  );
  other.close();
});
