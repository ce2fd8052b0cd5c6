import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { portalHealth } from "./portal-health";

const database = vi.hoisted(() => ({ ping: () => Promise.resolve(1) as Promise<number> }));
vi.mock("@/db/health", () => ({ pingDatabase: () => database.ping() }));
vi.mock("@/db/identity", () => ({ withIdentity: () => Promise.resolve([{ id: "gateway-1" }]) }));

const DOWN = { status: "down", database: { status: "down", answeredInMs: null }, gateways: 0 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a database that answers is up", async () => {
  expect(await portalHealth()).toEqual({ status: "up", database: { status: "up", answeredInMs: 1 }, gateways: 1 });
});

test("a database that refuses is down", async () => {
  database.ping = () => Promise.reject(new Error("connect ECONNREFUSED"));
  expect(await portalHealth()).toEqual(DOWN);
});

test("a database that hangs is reported down within the timeout", async () => {
  database.ping = () => new Promise<number>(() => {});
  const pending = portalHealth();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await pending).toEqual(DOWN);
});
