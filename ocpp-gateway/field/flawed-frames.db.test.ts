/** Frames that depart from OCPP-J's form and can only mean one thing. */
import { expect, test } from "vitest";
import { queryOf } from "@/db/handle";
import { readTenant, writeTenant } from "@/db/tenant";
import {
  connectFieldStation,
  findingCodesOf,
  minutesAgo,
  onlySession,
  openFieldGateway,
  TOKEN,
} from "@/ocpp-gateway/field/testing/field-station";
import { requestCommand } from "@/server/commands/request-command";

const gateway = openFieldGateway("field-frames");

test("1.6: a session whose messages have a part too many and numbers for ids costs what it costs", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  const begin = { connectorId: 1, idTag: TOKEN, meterStart: 100_000, timestamp: minutesAgo(90) };
  const [type, id, answer] = await station.request([2, 17, "StartTransaction", begin, {}]);
  expect([type, id]).toEqual([3, 17]);
  const { transactionId } = answer as { transactionId: number };
  const stop = { transactionId, meterStop: 112_000, timestamp: minutesAgo(30) };
  expect(await station.request([2, 18, "StopTransaction", stop, null])).toMatchObject([3, 18, {}]);
  expect(await onlySession(station)).toMatchObject({ billingState: "rated", grossMinor: "700" });
  expect(await findingCodesOf(station)).toEqual([]);
});

test("1.6: a message without its payload, and an id that is too long, are answered", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  const id = "x".repeat(60);
  expect(await station.request([2, id, "Heartbeat"])).toMatchObject([3, id, {}]);
});

test("1.6: an answer with a part too many settles its command", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  await station.send("Heartbeat", {}); // answered once the connection is recorded
  const { tenant } = station;
  const command = { type: "clear-cache" } as const;
  await writeTenant(tenant.tenantId, (db) =>
    requestCommand(db, { stationId: tenant.station.id, command, requestedBy: null }),
  );
  const [, id] = await station.next();
  station.post([3, id, { status: "Accepted" }, {}]);
  const states = () =>
    readTenant(tenant.tenantId, (db) => queryOf(db)<{ result: unknown }>`select result from station_commands`);
  await expect.poll(states, { timeout: 5000 }).toMatchObject([{ result: { type: "answered", isAccepted: true } }]);
});
