import { afterEach, expect, test, vi } from "vitest";
import type { env } from "@/server/env";
import { clientAddress } from "./client-address";

const settings = vi.hoisted(() => ({ TRUSTED_PROXIES: 1 }));
vi.mock("@/server/env", async (original) => {
  const actual = await original<{ env: typeof env }>();
  return { ...actual, env: () => ({ ...actual.env(), ...settings }) };
});

afterEach(() => {
  settings.TRUSTED_PROXIES = 1;
});

const addressOf = (forwarded: string) => clientAddress(new Headers({ "x-forwarded-for": forwarded }));

test("an X-Forwarded-For entry written by the client is ignored", () => {
  expect(addressOf("203.0.113.9")).toBe("203.0.113.9");
  expect(addressOf("10.0.0.1, 8.8.8.8, 203.0.113.9")).toBe("203.0.113.9");
});

test("behind two proxies the entry of the outer one counts", () => {
  settings.TRUSTED_PROXIES = 2;
  expect(addressOf("8.8.8.8, 203.0.113.9, 10.0.0.1")).toBe("203.0.113.9");
  expect(addressOf("203.0.113.9")).toBe("203.0.113.9");
});

test("no header gives no address", () => {
  expect(clientAddress(new Headers())).toBeNull();
});
