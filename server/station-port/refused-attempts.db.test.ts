import { afterAll, beforeEach, expect, test } from "vitest";
import { withGateway } from "@/db/gateway";
import { queryOf } from "@/db/handle";
import { readTenant } from "@/db/tenant";
import { freshTenant, type FreshTenant } from "@/db/testing/fresh-tenant";
import { closePort, openPort } from "@/server/station-port";
import type { RefusedAttempt } from "@/server/domain/station/refused-attempt";
import { seekUnknownStation } from "@/server/stations/seek-unknown-station";
import { flushRefusedAttempts, noteRefusedAttempt } from "./refused-attempts";

beforeEach(() => openPort({ gatewayId: "refused-attempts" }));
afterAll(() => closePort());

const AT = Date.parse("2026-03-01T10:00:00Z");

const attempt = (identity: string, more: Partial<RefusedAttempt> = {}): RefusedAttempt => ({
  identity,
  reason: "wrong_password",
  remoteAddress: "203.0.113.7",
  offeredSubprotocol: "ocpp1.6",
  atMs: AT,
  ...more,
});

type Row = {
  stationId: string;
  reason: string;
  network: string;
  offered: string | null;
  count: number;
  lastAt: string;
};

const rowsOf = ({ tenantId }: FreshTenant) =>
  readTenant(
    tenantId,
    (db) => queryOf(db)<Row>`
    select station_id as "stationId", reason, network, offered_subprotocol as offered, count,
           to_char(last_at at time zone 'UTC', 'HH24:MI:SS') as "lastAt"
      from refused_attempts order by reason, network`,
  );

const seek = ({ tenantId }: FreshTenant, identity: string) =>
  readTenant(tenantId, (db) => seekUnknownStation(db, { identity }));

test("attempts are counted by reason and network, for their own operator alone", async () => {
  const [tenant, other] = await Promise.all([freshTenant(), freshTenant()]);
  const { identity, id } = tenant.station;
  noteRefusedAttempt(attempt(identity));
  noteRefusedAttempt(attempt(identity, { remoteAddress: "203.0.113.99", atMs: AT + 5_000 }));
  noteRefusedAttempt(attempt(identity, { remoteAddress: "198.51.100.1" }));
  noteRefusedAttempt(attempt(identity, { reason: "subprotocol", offeredSubprotocol: "ocpp1.5" }));
  noteRefusedAttempt(attempt(other.station.identity, { reason: "path" }));
  await flushRefusedAttempts();
  noteRefusedAttempt(attempt(identity, { offeredSubprotocol: null, atMs: AT + 9_000 }));
  await flushRefusedAttempts();
  const of = { stationId: id, offered: "ocpp1.6", count: 1, lastAt: "10:00:00", reason: "wrong_password" };
  expect(await rowsOf(tenant)).toEqual([
    { ...of, reason: "subprotocol", network: "203.0.113.0/24", offered: "ocpp1.5" },
    { ...of, network: "198.51.100.0/24" },
    { ...of, network: "203.0.113.0/24", offered: null, count: 3, lastAt: "10:00:09" },
  ]);
  expect(await rowsOf(other)).toMatchObject([{ reason: "path", count: 1 }]);
});

test("a station keeps its fifty newest, however many networks try", async () => {
  const tenant = await freshTenant();
  for (let index = 0; index < 80; index++)
    noteRefusedAttempt(
      attempt(tenant.station.identity, { remoteAddress: `10.0.${index}.1`, atMs: AT + index * 1_000 }),
    );
  await flushRefusedAttempts();
  const networks = (await rowsOf(tenant)).map(({ network }) => network);
  expect(networks).toHaveLength(50);
  expect(networks).toContain("10.0.79.0/24");
  expect(networks).not.toContain("10.0.29.0/24");
});

test("an id that nobody has is found by its exact name, and by no other", async () => {
  const tenant = await freshTenant();
  const identity = `KNOCKS-${tenant.tenantId}`;
  noteRefusedAttempt(attempt(identity));
  noteRefusedAttempt(attempt(identity, { reason: "no_password", atMs: AT + 60_000, remoteAddress: "198.51.100.1" }));
  noteRefusedAttempt(attempt(`PATH-${tenant.tenantId}`, { reason: "path" }));
  await flushRefusedAttempts();
  expect(await seek(tenant, identity)).toEqual({
    network: "198.51.100.0/24",
    offeredSubprotocol: "ocpp1.6",
    count: 2,
    lastAt: new Date(AT + 60_000),
  });
  expect(await seek(tenant, identity.toLowerCase())).toBeNull();
  expect(await seek(tenant, "%")).toBeNull();
  expect(await seek(tenant, `PATH-${tenant.tenantId}`)).toBeNull();
  const listed = await readTenant(tenant.tenantId, (db) => queryOf(db)`select * from unknown_stations`);
  expect(listed).toEqual([]); // row security: whoever names none sees none
});

test("a flood of unknown ids keeps a thousand rows, and costs a few statements", async () => {
  for (let index = 0; index < 30_000; index++)
    noteRefusedAttempt(attempt(`FLOOD-${index}`, { atMs: AT + 3_600_000 + index }));
  await flushRefusedAttempts();
  for (let index = 0; index < 500; index++)
    noteRefusedAttempt(attempt(`LATER-${index}`, { atMs: AT + 7_200_000 + index }));
  await flushRefusedAttempts();
  const [row] = await withGateway(
    (sql) => sql<{ all: number; later: number }[]>`
      select count(*)::int as all, count(*) filter (where identity like 'LATER-%')::int as later from unknown_stations`,
  );
  expect(row).toEqual({ all: 1000, later: 500 });
});
