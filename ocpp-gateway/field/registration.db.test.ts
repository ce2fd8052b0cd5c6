/** A registration that a person has set: what the station may send, and what is sent to it. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { writeTenant } from "@/db/tenant";
import { freshTenant, type FreshTenant } from "@/db/testing/fresh-tenant";
import { openFieldGateway } from "@/ocpp-gateway/field/testing/field-station";
import { connect, type Station } from "@/ocpp-gateway/testing/station";
import { requestCommand } from "@/server/commands/request-command";
import { setRegistration } from "@/server/stations/set-registration";

const gateway = openFieldGateway("registration");

const BOOT = { chargePointVendor: "V", chargePointModel: "M" };
const STATUS = { connectorId: 1, errorCode: "NoError", status: "Available" };

const open = ({ station: { identity }, password }: FreshTenant) => connect(gateway.port(), { identity, password });

/** The status of a boot, and what a StatusNotification is answered after it. */
async function boot(station: Station) {
  const [, , booted] = await station.request([2, randomUUID(), "BootNotification", BOOT]);
  const [type, , answer] = await station.request([2, randomUUID(), "StatusNotification", STATUS]);
  return [(booted as { status: string }).status, type === 3 ? "taken" : answer];
}

const set = (tenant: FreshTenant, registration: "accepted" | "pending" | "rejected") =>
  writeTenant(tenant.tenantId, (db) => setRegistration(db, { stationId: tenant.station.id, registration }));

const reset = (tenant: FreshTenant, mayQueue = false) => {
  const command = { type: "reset", kind: "soft" } as const;
  const request = { stationId: tenant.station.id, command, requestedBy: null, mayQueue };
  return writeTenant(tenant.tenantId, (db) => requestCommand(db, request));
};

test("it counts with the next boot: pending and rejected stations are kept from the rest, accepted again they are not", async () => {
  const tenant = await freshTenant();
  const station = await open(tenant);
  expect(await boot(station)).toEqual(["Accepted", "taken"]);
  await set(tenant, "pending");
  expect(await station.request([2, "1", "StatusNotification", STATUS])).toMatchObject([3, "1", {}]); // as it was answered
  expect(await boot(station)).toEqual(["Pending", "SecurityError"]);
  await set(tenant, "rejected");
  expect(await boot(station)).toEqual(["Rejected", "SecurityError"]);
  await set(tenant, "accepted");
  expect(await boot(station)).toEqual(["Accepted", "taken"]);
});

test("a command for a rejected station is refused at once, whether or not it could wait; one for a pending one is sent", async () => {
  const tenant = await freshTenant();
  await set(tenant, "rejected");
  const station = await open(tenant);
  expect(await boot(station)).toEqual(["Rejected", "SecurityError"]);
  for (const mayQueue of [false, true])
    await expect(reset(tenant, mayQueue)).rejects.toMatchObject({ code: "station_rejected", status: "CONFLICT" });
  await set(tenant, "pending");
  expect((await boot(station))[0]).toBe("Pending");
  await reset(tenant);
  expect((await station.next())[2]).toBe("Reset");
});

test("another operator's station keeps its registration", async () => {
  const [own, other] = [await freshTenant(), await freshTenant()];
  const attempt = writeTenant(own.tenantId, (db) =>
    setRegistration(db, { stationId: other.station.id, registration: "rejected" }),
  );
  await expect(attempt).rejects.toMatchObject({ status: "NOT_FOUND" });
});
