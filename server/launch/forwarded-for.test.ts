import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { overwriteForwardedFor } from "./forwarded-for.mjs";

test("without a proxy, the address a request claims to come from is replaced by the one it comes from", async () => {
  overwriteForwardedFor();
  const server = createServer((request, response) => response.end(request.headers["x-forwarded-for"]));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    headers: { "x-forwarded-for": "203.0.113.7, 198.51.100.9" },
  });
  expect(await answer.text()).toBe("127.0.0.1");
  server.close();
});
