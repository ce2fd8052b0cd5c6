import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { sessions } from "@/db/schema/sessions";
import { stationCommands } from "@/db/schema/station-commands";
import { stations } from "@/db/schema/stations";
import { drivers } from "@/db/schema/drivers";
import { tokens } from "@/db/schema/tokens";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant, type FreshTenant } from "@/db/testing/fresh-tenant";
import { CommandStation, commandStation } from "./command-station";
import { ListCommands, listCommands } from "./list-commands";

let tenant: FreshTenant;
const person = randomUUID();

beforeEach(async () => {
  tenant = await freshTenant();
});

const query = (command: Record<string, unknown>, stationId = tenant.station.id) =>
  writeTenant(tenant.tenantId, (db) => commandStation(db, person, CommandStation.parse({ stationId, command })));

const set = (facts: Partial<typeof stations.$inferInsert>) =>
  writeTenant(tenant.tenantId, (db) => db.update(stations).set(facts).where(eq(stations.id, tenant.station.id)));

const connect = () => set({ connectedAt: new Date(), gatewayId: "g1" });

test("a start names the token by its uid and gets an id of its own", async () => {
  await connect();
  await query({ type: "remote-start", evse: 1, tokenId: tenant.driver.tokenId });
  const rows = await readTenant(tenant.tenantId, (db) => db.select().from(stationCommands));
  expect(rows).toHaveLength(1);
  expect(rows[0]?.payload).toMatchObject({
    type: "remote-start",
    evse: 1,
    token: { uid: tenant.driver.uid, kind: "unspecified" },
    remoteStartId: rows[0]?.remoteStartId,
  });
  expect(rows[0]?.requestedBy).toBe(person);
  const { commands } = await readTenant(tenant.tenantId, (db) =>
    listCommands(db, ListCommands.parse({ stationId: tenant.station.id })),
  );
  expect(commands.map(({ state, command }) => [state, command.type])).toEqual([["requested", "remote-start"]]);
});

const setToken = (facts: Partial<typeof tokens.$inferInsert>) =>
  writeTenant(tenant.tenantId, (db) => db.update(tokens).set(facts).where(eq(tokens.id, tenant.driver.tokenId)));

const setDriver = (facts: Partial<typeof drivers.$inferInsert>) =>
  writeTenant(tenant.tenantId, (db) => db.update(drivers).set(facts).where(eq(drivers.id, tenant.driver.id)));

test("a start names the token with its own type", async () => {
  await connect();
  await setToken({ kind: "iso14443" });
  await query({ type: "remote-start", evse: 1, tokenId: tenant.driver.tokenId });
  const rows = await readTenant(tenant.tenantId, (db) => db.select().from(stationCommands));
  expect(rows[0]?.payload).toMatchObject({ token: { uid: tenant.driver.uid, kind: "iso14443" } });
});

test.each([
  ["a blocked token", () => setToken({ state: "blocked" })],
  ["a token whose time has passed", () => setToken({ validUntil: new Date("2026-01-01T00:00:00Z") })],
  ["the token of a driver who may not charge any more", () => setDriver({ isActive: false })],
])("%s starts nothing", async (_name, prepare) => {
  await connect();
  await prepare();
  await expect(query({ type: "remote-start", evse: 1, tokenId: tenant.driver.tokenId })).rejects.toMatchObject({
    status: "CONFLICT",
    details: { field: "tokenId" },
  });
});

test("a session that has ended, or runs elsewhere, cannot be stopped", async () => {
  await connect();
  const at = new Date("2026-01-05T10:00:00Z");
  const session = {
    siteId: tenant.siteId,
    stationId: tenant.station.id,
    evseNumber: 1,
    connectorNumber: 1,
    startedAt: at,
    startReceivedAt: at,
  };
  const [running, ended] = await writeTenant(tenant.tenantId, (db) =>
    db
      .insert(sessions)
      .values([
        { ...session, transactionId: "tx-1" },
        { ...session, state: "ended" as const, endedAt: at },
      ])
      .returning({ id: sessions.id }),
  );
  await expect(query({ type: "remote-stop", sessionId: ended?.id })).rejects.toMatchObject({ status: "CONFLICT" });
  await expect(query({ type: "remote-stop", sessionId: randomUUID() })).rejects.toMatchObject({ status: "NOT_FOUND" });
  await query({ type: "remote-stop", sessionId: running?.id });
  const [row] = await readTenant(tenant.tenantId, (db) => db.select().from(stationCommands));
  expect(row?.payload).toEqual({ type: "remote-stop", session: { by: "station-id", transactionId: "tx-1" } });
});

test("a station that never connected is asked nothing; one that is away is asked only what can wait", async () => {
  await expect(query({ type: "reset", kind: "soft" })).rejects.toMatchObject({ status: "CONFLICT" });
  await set({ connectedAt: new Date("2026-01-01T00:00:00Z"), gatewayId: null });
  await expect(query({ type: "reset", kind: "soft" })).rejects.toMatchObject({ status: "CONFLICT" });
  const { commandId } = await query({ type: "change-availability", evse: 0, operative: false });
  const [row] = await readTenant(tenant.tenantId, (db) => db.select().from(stationCommands));
  expect(row).toMatchObject({ id: commandId, state: "requested" });
});

test("another operator's station cannot be commanded", async () => {
  const other = await freshTenant();
  await expect(query({ type: "reset", kind: "hard" }, other.station.id)).rejects.toMatchObject({ status: "NOT_FOUND" });
});

test("from 2.0.1 on a status is asked of one EVSE; 1.6 tells all of them", async () => {
  await set({ connectedAt: new Date(), gatewayId: "g1", ocppVersion: "2.0.1" });
  const all = { type: "trigger-message", message: "status", evse: null };
  await expect(query(all)).rejects.toMatchObject({ status: "INVALID", details: { field: "evse", version: "2.0.1" } });
  await query({ ...all, evse: 2 });
  await query({ ...all, message: "boot" });
  await set({ ocppVersion: "1.6" });
  await query(all);
  const rows = await readTenant(tenant.tenantId, (db) => db.select().from(stationCommands));
  expect(rows).toHaveLength(3);
});
