/**
 * The Open Charge Alliance's test cases for a CSMS that change a station's password (OCPP 2.0.1
 * part 6, block A; 1.6's security test cases). They run over a real socket against a real database.
 */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { queryOf } from "@/db/handle";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { openFieldGateway, type Version } from "@/ocpp-gateway/field/testing/field-station";
import { connect, rejectedHandshake } from "@/ocpp-gateway/testing/station";
import { rotateCredential } from "@/server/stations/rotate-credential";

const gateway = openFieldGateway("csms-password-cases");

const BOOT = {
  "1.6": { chargePointVendor: "V", chargePointModel: "M" },
  "2.0.1": { reason: "PowerUp", chargingStation: { model: "M", vendorName: "V" } },
} as const;

const open = async ({ station: { identity } }: FreshTenant, version: "1.6" | "2.0.1", password: string) => {
  const station = await connect(gateway.port(), { identity, password, subprotocols: [`ocpp${version}`] });
  expect(await station.request([2, "boot", "BootNotification", BOOT[version]])).toMatchObject([
    3,
    "boot",
    { status: "Accepted" },
  ]);
  return station;
};

const refused = ({ station: { identity } }: FreshTenant, version: Version, password: string) =>
  rejectedHandshake(gateway.port(), { identity, password, subprotocols: [`ocpp${version}`] });

const commandState = async ({ tenantId }: FreshTenant, states: readonly string[]) => {
  for (;;) {
    const [row] = await readTenant(
      tenantId,
      (db) => queryOf(db)<{ state: string }>`select state from station_commands`,
    );
    if (row && states.includes(row.state)) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** The CSMS sends a new password; the station answers, and closes its socket. */
async function update(version: "1.6" | "2.0.1", status: string) {
  const tenant = await freshTenant();
  const station = await open(tenant, version, tenant.password);
  await writeTenant(tenant.tenantId, (db) => rotateCredential(db, randomUUID(), { stationId: tenant.station.id }));
  const [, id, action, payload] = await station.next();
  const component = { name: "SecurityCtrlr" };
  const variable = { name: "BasicAuthPassword" };
  const results = { setVariableResult: [{ attributeStatus: status, component, variable }] };
  station.send([3, id, version === "1.6" ? { status } : results]);
  await commandState(tenant, ["done", "rejected"]);
  station.socket.close();
  await station.closed;
  return { tenant, action, payload };
}

test("2.0.1 TC_A_09: a password that the station accepts opens its next connection, the old one none", async () => {
  const { tenant, action, payload } = await update("2.0.1", "Accepted");
  expect(action).toBe("SetVariables");
  const { setVariableData } = payload as { setVariableData: { attributeValue: string }[] };
  expect(setVariableData).toEqual([
    {
      component: { name: "SecurityCtrlr" },
      variable: { name: "BasicAuthPassword" },
      attributeValue: expect.stringMatching(/^[A-Za-z0-9]{16,40}$/),
    },
  ]);
  expect(await refused(tenant, "2.0.1", tenant.password)).toMatchObject({ status: 401 });
  await open(tenant, "2.0.1", setVariableData[0]?.attributeValue ?? "");
});

test("2.0.1 TC_A_10: after a password that the station rejects the old one opens its next connection", async () => {
  const { tenant, payload } = await update("2.0.1", "Rejected");
  const { setVariableData } = payload as { setVariableData: { attributeValue: string }[] };
  expect(await refused(tenant, "2.0.1", setVariableData[0]?.attributeValue ?? "")).toMatchObject({ status: 401 });
  await open(tenant, "2.0.1", tenant.password);
});

test("1.6 TC_073: an AuthorizationKey that the station accepts opens its next connection", async () => {
  const { tenant, action, payload } = await update("1.6", "Accepted");
  expect(action).toBe("ChangeConfiguration");
  const { key, value } = payload as { key: string; value: string };
  expect({ key, value }).toEqual({ key: "AuthorizationKey", value: expect.stringMatching(/^[0-9a-f]{32,40}$/) });
  expect(await refused(tenant, "1.6", tenant.password)).toMatchObject({ status: 401 });
  await open(tenant, "1.6", value);
});
