import { afterAll, beforeAll, expect, test } from "vitest";
import { gatewayTransaction } from "@/db/gateway";
import { queryIn, queryOf } from "@/db/handle";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant, type FreshTenant } from "@/db/testing/fresh-tenant";
import { claimCommand } from "@/server/commands/claim-command";
import { requestCommand } from "@/server/commands/request-command";
import type { Deviation } from "@/server/domain/station/deviation";
import type { StationEvent } from "@/server/domain/station/event";
import { MAX_ROWS, writeDeviations } from "@/server/station-events/deviation-store";
import { closePort, completeCommand, openPort, recordDeviation, recordEvent } from "@/server/station-port";
import { flushSeen } from "@/server/station-port/seen-stamps";
import { asStation, exchangeAt, metered16, reading, started16 } from "@/server/station-port/testing/port-driver";

beforeAll(() => openPort({ gatewayId: "station-deviations" }));
afterAll(() => closePort());

const T0 = Date.parse("2026-03-02T10:00:00Z");
const MINUTE = 60_000;
const NULLED: Deviation = { kind: "null_value", place: "StartTransaction/reservationId", value: "null" };
const LONG: Deviation = { kind: "too_long", place: "StopTransaction/reason", value: "EmergencyStopPressed" };

type Row = {
  readonly kind: string;
  readonly place: string;
  readonly model: string;
  readonly firmware: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly action: string | null;
  readonly example: string;
  readonly value: string | null;
};

const deviationsOf = (tenant: FreshTenant): Promise<readonly Row[]> =>
  readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<Row>`
    select kind, place, model, firmware_version as firmware, count::int as count, action, example, value,
           to_char(first_at at time zone 'UTC', 'HH24:MI') as first, to_char(last_at at time zone 'UTC', 'HH24:MI') as last
      from station_deviations order by kind, place, firmware_version`,
  );

const send = (
  tenant: FreshTenant,
  event: StationEvent,
  deviations: readonly Deviation[],
  { atMs = T0, request = "{}" } = {},
) => recordEvent(asStation(tenant), event, { ...exchangeAt(atMs, request), deviations });

const boot = (atMs: number, firmwareVersion: string): StationEvent => ({
  type: "booted",
  key: `boot/${atMs}`,
  atMs,
  vendor: "Vendor",
  model: "Model",
  serialNumber: null,
  firmwareVersion,
  meterSerialNumber: null,
  reason: null,
});

test("departures are counted by place and firmware, with the first message that shows each", async () => {
  const tenant = await freshTenant();
  await send(tenant, boot(T0, "1.0"), []);
  const start = (minute: number) => started16(tenant.driver.uid, T0 + minute * MINUTE, 0);
  for (const minute of [1, 2, 3])
    await send(tenant, start(minute), minute === 2 ? [NULLED, LONG] : [NULLED], {
      atMs: T0 + minute * MINUTE,
      request: `{"minute":${minute}}`,
    });
  await send(tenant, boot(T0 + 4 * MINUTE, "1.1"), []);
  await send(tenant, start(5), [NULLED], { atMs: T0 + 5 * MINUTE, request: '{"minute":5}' });
  const nulled = { kind: "null_value", place: NULLED.place, model: "Model", action: "Test", value: "null" };
  const long = { ...nulled, kind: "too_long", place: LONG.place, value: LONG.value };
  expect(await deviationsOf(tenant)).toEqual([
    { ...nulled, firmware: "1.0", count: 3, first: "10:01", last: "10:03", example: '{"minute":1}' },
    { ...nulled, firmware: "1.1", count: 1, first: "10:05", last: "10:05", example: '{"minute":5}' },
    { ...long, firmware: "1.0", count: 1, first: "10:02", last: "10:02", example: '{"minute":2}' },
  ]);
});

test("messages that share a commit are counted one by one, readings and heartbeats too", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  await Promise.all(
    [1, 2, 3, 4].map((minute) =>
      send(tenant, metered16(1, [reading(T0 + minute * MINUTE, 1)]), [NULLED], { atMs: T0 + minute * MINUTE }),
    ),
  );
  await recordEvent(station, { type: "seen", key: "seen", atMs: T0 }, { ...exchangeAt(T0), deviations: [NULLED] });
  await flushSeen();
  expect(await deviationsOf(tenant)).toMatchObject([{ count: 5, first: "10:00", last: "10:04" }]);
});

test("what was rolled back is not counted", async () => {
  const tenant = await freshTenant();
  const noted = {
    station: asStation(tenant),
    deviation: NULLED,
    atMs: T0,
    ocppVersion: "1.6",
    action: null,
    example: "",
  };
  const attempt = gatewayTransaction([tenant.tenantId], async (sql) => {
    await writeDeviations(queryIn(sql), [noted]);
    throw new Error("undone");
  });
  await expect(attempt).rejects.toThrow("undone");
  await gatewayTransaction([tenant.tenantId], (sql) => writeDeviations(queryIn(sql), [noted]));
  expect(await deviationsOf(tenant)).toMatchObject([{ count: 1 }]);
});

test("a bad message beside it makes the batch run again, and what departs is counted once", async () => {
  const tenant = await freshTenant();
  const bad = { ...started16(tenant.driver.uid, T0, 0), evse: 1e300 };
  const [failed] = await Promise.allSettled([
    send(tenant, bad, [LONG]),
    send(tenant, started16(tenant.driver.uid, T0 + MINUTE, 0), [NULLED]),
  ]);
  expect(failed.status).toBe("rejected");
  expect(await deviationsOf(tenant)).toMatchObject([{ kind: "null_value", count: 1 }]);
});

test("a station with ever new places keeps so many rows, and counts the rest by kind", async () => {
  const tenant = await freshTenant();
  const noted = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => ({
      station: asStation(tenant),
      deviation: { kind: "unknown_field" as const, place: `Heartbeat/f${from + index}`, value: null },
      atMs: T0,
      ocppVersion: "1.6",
      action: "Heartbeat",
      example: "{}",
    }));
  const write = (from: number, to: number) =>
    gatewayTransaction([tenant.tenantId], (sql) => writeDeviations(queryIn(sql), noted(from, to)));
  await write(0, MAX_ROWS - 10);
  await write(MAX_ROWS - 20, MAX_ROWS + 30);
  await write(0, MAX_ROWS + 100);
  const rows = await deviationsOf(tenant);
  const total = MAX_ROWS - 10 + 50 + MAX_ROWS + 100;
  expect(rows).toHaveLength(MAX_ROWS + 1);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(total);
  expect(rows.find(({ place }) => place === "*")?.count).toBe(30 + 100);
});

test("an example names no secret, and is no longer than it must be", async () => {
  const tenant = await freshTenant();
  const wrong: Deviation = { kind: "wrong_type", place: "DataTransfer/value", value: "48151623\0" };
  const request = '{"key":"AuthorizationKey","value":48151623}';
  await send(tenant, boot(T0, "1.0"), [wrong], { request });
  await send(tenant, boot(T0 + 1, "1.0"), [LONG], { request: `{"text":"${"x".repeat(9_000)}"}` });
  const [long, secret] = await deviationsOf(tenant);
  expect(secret).toMatchObject({ example: '{"key":"AuthorizationKey","value":"•••"}', value: "•••" });
  expect(long?.example.length).toBe(2_000);
});

test("answers to our commands and the connection itself are counted as well", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const { commandId } = await writeTenant(tenant.tenantId, (db) =>
    requestCommand(db, {
      stationId: station.stationId,
      command: { type: "clear-cache" },
      requestedBy: null,
      mayQueue: true,
    }),
  );
  await claimCommand(station);
  const exchange = { ocppVersion: "1.6", messageId: "m", action: "ClearCache", request: "{}", sentAtMs: T0 };
  await completeCommand(station, commandId, {
    result: { type: "answered", isAccepted: true, status: "Accepted", info: null, variables: [] },
    exchanges: [
      {
        ...exchange,
        answer: '{"status":"Accepted","x":1}',
        errorCode: null,
        errorDescription: null,
        deviations: [{ kind: "unknown_field", place: "ClearCache/x", value: "1" }],
      },
    ],
  });
  const shown = { ocppVersion: "1.6", example: "/ocpp//CP", atMs: T0 };
  await recordDeviation(station, { kind: "path", place: "address", value: "//" }, shown);
  expect(await deviationsOf(tenant)).toMatchObject([
    { kind: "path", example: "/ocpp//CP", action: null },
    { kind: "unknown_field", example: '{"status":"Accepted","x":1}', action: "ClearCache" },
  ]);
});

test("another operator reads and counts nothing of them", async () => {
  const tenant = await freshTenant();
  const other = await freshTenant();
  await send(tenant, boot(T0, "1.0"), [NULLED]);
  const seen = await readTenant(
    other.tenantId,
    (db) => queryOf(db)`select 1 from station_deviations where tenant_id = ${tenant.tenantId}::uuid`,
  );
  expect(seen).toEqual([]);
  const noted = {
    station: asStation(tenant),
    deviation: NULLED,
    atMs: T0,
    ocppVersion: "1.6",
    action: null,
    example: "",
  };
  await gatewayTransaction([other.tenantId], (sql) => writeDeviations(queryIn(sql), [noted]));
  expect(await deviationsOf(tenant)).toMatchObject([{ count: 1 }]);
});
