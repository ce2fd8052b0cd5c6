import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { clientAddress } from "@/ocpp-gateway/connection/client-address";

const from = (forwarded?: string) =>
  ({
    socket: { remoteAddress: "10.0.0.1" },
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  }) as IncomingMessage;

test("without a trusted proxy X-Forwarded-For is ignored", () => {
  expect(clientAddress(from("203.0.113.9"), 0)).toBe("10.0.0.1");
});

test("behind trusted proxies the address is the one that the outermost of them added", () => {
  expect(clientAddress(from("198.51.100.66, 203.0.113.9"), 1)).toBe("203.0.113.9");
  expect(clientAddress(from("198.51.100.66, 203.0.113.9, 10.0.0.7"), 2)).toBe("203.0.113.9");
});

test("a request that no proxy marked comes from its socket's other end", () => {
  expect(clientAddress(from(), 1)).toBe("10.0.0.1");
  expect(clientAddress(from("203.0.113.9"), 2)).toBe("10.0.0.1");
  expect(clientAddress(from(""), 1)).toBe("10.0.0.1");
});
