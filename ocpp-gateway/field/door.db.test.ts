/**
 * What chargers of the field depart in before and beside their messages: a real socket, a real
 * database. The gateway's times are scaled, 300 s to one.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queryOf } from "@/db/handle";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant, type FreshTenant } from "@/db/testing/fresh-tenant";
import { LIMITS } from "@/ocpp-gateway/gateway-context";
import { type Gateway, listen } from "@/ocpp-gateway/listen";
import { connect, rejectedHandshake, until } from "@/ocpp-gateway/testing/station";
import { requestCommand } from "@/server/commands/request-command";
import * as stationPort from "@/server/station-port";

const SCALE = 300;
const SCALED = {
  pingAfterMs: LIMITS.pingAfterMs / SCALE,
  deadAfterMs: LIMITS.deadAfterMs / SCALE,
  deadWithoutPongAfterMs: LIMITS.deadWithoutPongAfterMs / SCALE,
  sweepEveryMs: LIMITS.sweepEveryMs / SCALE,
};
const HEARTBEAT_MS = 300_000 / SCALE;

let gateway: Gateway;
beforeAll(async () => {
  await stationPort.openPort({ gatewayId: "door" });
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const options = { host: "127.0.0.1", port: 0, log, limits: SCALED };
  gateway = await listen({ ...options, stationPort: { ...stationPort, isOpen: () => true } });
});
afterAll(async () => {
  await gateway.close();
  await stationPort.closePort();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const isOnline = async ({ tenantId }: FreshTenant) => {
  const [row] = await readTenant(
    tenantId,
    (db) => queryOf(db)<{ isOnline: boolean }>`select gateway_id is not null as "isOnline" from stations`,
  );
  return row?.isOnline;
};

/** The station's deviations, once there are any: they are written beside its messages. */
async function deviationKinds({ tenantId }: FreshTenant): Promise<readonly string[]> {
  for (;;) {
    const rows = await readTenant(
      tenantId,
      (db) => queryOf(db)<{ kind: string; count: number }>`
        select kind, count::int as count from station_deviations order by kind`,
    );
    if (rows.length > 0) return rows.map(({ kind, count }) => `${kind} ${count}`);
    await pause(10);
  }
}

const BOOT = [2, "b", "BootNotification", { chargePointVendor: "V", chargePointModel: "M" }];

test("a charger that answers no ping stays online at the ordered heartbeat, and can be commanded", async () => {
  const tenant = await freshTenant();
  const { identity, id: stationId } = tenant.station;
  const charger = await connect(gateway.port, { identity, password: tenant.password, autoPong: false });
  expect(await charger.request(BOOT)).toMatchObject([3, "b", { status: "Accepted", interval: 300 }]);
  for (let beat = 0; beat < 4; beat++) {
    await pause(HEARTBEAT_MS);
    expect(await charger.request([2, `h${beat}`, "Heartbeat", {}])).toMatchObject([3, `h${beat}`, {}]);
  }
  expect(await isOnline(tenant)).toBe(true);
  await writeTenant(tenant.tenantId, (db) =>
    requestCommand(db, { stationId, command: { type: "reset", kind: "soft" }, requestedBy: null }),
  );
  expect((await charger.next())[2]).toBe("Reset");
  expect(await deviationKinds(tenant)).toEqual(["no_pong 1"]);
  charger.socket.terminate();
});

test("a charger that answers pings and falls silent is given up as ever", async () => {
  const tenant = await freshTenant();
  const { identity } = tenant.station;
  const charger = await connect(gateway.port, { identity, password: tenant.password });
  await charger.request(BOOT);
  await pause(SCALED.pingAfterMs * 2); // it has answered a ping by now
  charger.socket.pause();
  const sinceMs = Date.now();
  while (await isOnline(tenant)) await pause(5);
  expect(Date.now() - sinceMs).toBeLessThan(SCALED.deadWithoutPongAfterMs);
  charger.socket.terminate();
});

describe("an address or a subprotocol that can only mean one thing", () => {
  test.each([
    ["a double slash", (id: string) => `/ocpp//${id}`],
    ["a slash at the end", (id: string) => `/ocpp/${id}/`],
    ["slashes everywhere", (id: string) => `//ocpp//${id}//`],
  ])("%s is the charger's address, and remarked", async (_name, pathOf) => {
    const tenant = await freshTenant();
    const { identity } = tenant.station;
    const charger = await connect(gateway.port, { identity, password: tenant.password, path: pathOf(identity) });
    expect(await charger.request(BOOT)).toMatchObject([3, "b", { status: "Accepted" }]);
    expect(await deviationKinds(tenant)).toEqual(["path 1"]);
    charger.socket.terminate();
  });

  test("without any subprotocol a charger speaks what it spoke last; one that never came is closed", async () => {
    const tenant = await freshTenant({ stations: 2 });
    const [known, unknown] = tenant.stations;
    const { password } = tenant;
    const options = { identity: known?.identity ?? "", password };
    const before = await connect(gateway.port, { ...options, subprotocols: ["ocpp1.6"] });
    await before.request(BOOT);
    before.socket.close();
    await before.closed;
    const charger = await connect(gateway.port, { ...options, subprotocols: [] });
    expect(await charger.request(BOOT)).toMatchObject([3, "b", { status: "Accepted" }]);
    const other = await connect(gateway.port, { identity: unknown?.identity ?? "", password, subprotocols: [] });
    expect(await other.closed).toMatchObject({ code: 1002 });
    charger.socket.terminate();
  });

  test("in strict mode only the header as the specification writes it is taken", async () => {
    const tenant = await freshTenant();
    const { identity } = tenant.station;
    await writeTenant(tenant.tenantId, (db) => queryOf(db)`update stations set schema_mode = 'strict'`);
    const charger = await connect(gateway.port, {
      identity,
      password: tenant.password,
      subprotocols: ["OCPP1.6"],
    }).catch((error: Error) => error.message);
    expect(charger).toBe("Server sent no subprotocol");
  });
});

test("refused attempts reach the charger's page, and the answer is the same for an id that nobody has", async () => {
  const tenant = await freshTenant();
  const { identity } = tenant.station;
  const known = await rejectedHandshake(gateway.port, { identity, password: "not-the-password" });
  expect(await rejectedHandshake(gateway.port, { identity: `${identity}-X`, password: "any" })).toEqual(known);
  await rejectedHandshake(gateway.port, { identity, path: `/steve/websocket/CentralSystemService/${identity}` });
  let reasons: readonly string[] = [];
  const read = async () => {
    const rows = await readTenant(
      tenant.tenantId,
      (db) => queryOf(db)<{ reason: string }>`select reason from refused_attempts order by reason`,
    );
    reasons = rows.map(({ reason }) => reason);
  };
  const reading = setInterval(() => void read(), 100);
  await until(() => reasons.length === 2);
  clearInterval(reading);
  expect(reasons).toEqual(["path", "wrong_password"]);
});
