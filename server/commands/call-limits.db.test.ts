import { expect, test } from "vitest";
import { writeTenant } from "@/db/tenant";
import { gatewayTransaction } from "@/db/gateway";
import { queryOf } from "@/db/handle";
import { freshTenant } from "@/db/testing/fresh-tenant";
import type { StationCommand } from "@/server/domain/station/command";
import { callLimits } from "./call-limits";

const GET: StationCommand = { type: "get-variables", variables: [] };
const SET: StationCommand = { type: "set-variables", variables: [] };

type Reported = { component: string; variable: string; instance?: string; value: string };

/** A station that has reported these, and what one message to it may carry. */
async function limitsOf(version: string, reported: readonly Reported[]) {
  const tenant = await freshTenant();
  const { id: stationId, identity } = tenant.station;
  await writeTenant(tenant.tenantId, async (db) => {
    const query = queryOf(db);
    await query`update stations set ocpp_version = ${version}::text`;
    for (const { component, variable, instance = "", value } of reported)
      await query`
        insert into station_variables (tenant_id, station_id, component, instance, variable, value, reported_at)
        values (${tenant.tenantId}::uuid, ${stationId}::uuid, ${component}::text, ${instance}::text,
                ${variable}::text, ${value}::text, now())`;
  });
  const station = { tenantId: tenant.tenantId, stationId, identity };
  const read = (command: StationCommand) =>
    gatewayTransaction([tenant.tenantId], (sql) => callLimits(sql, station, command));
  return { get: await read(GET), set: await read(SET), reset: await read({ type: "reset", kind: "soft" }) };
}

const NONE = { items: null, bytes: null };

test("2.x: each message has its own limits, as the station reported them", async () => {
  const component = "DeviceDataCtrlr";
  const limits = await limitsOf("2.0.1", [
    { component, variable: "ItemsPerMessage", instance: "GetVariables", value: "4" },
    { component, variable: "BytesPerMessage", instance: "GetVariables", value: "2048" },
    { component, variable: "ItemsPerMessage", instance: "SetVariable", value: "1" },
    { component, variable: "ItemsPerMessage", instance: "GetReport", value: "9" },
    { component, variable: "BytesPerMessage", instance: "SetVariables", value: "none" },
  ]);
  expect(limits).toEqual({ get: { items: 4, bytes: 2048 }, set: { items: 1, bytes: null }, reset: NONE });
});

test("1.6: GetConfigurationMaxKeys bounds what is read", async () => {
  const limits = await limitsOf("1.6", [{ component: "", variable: "GetConfigurationMaxKeys", value: "20" }]);
  expect(limits).toEqual({ get: { items: 20, bytes: null }, set: NONE, reset: NONE });
});

test("a station that has reported nothing has no limits, nor one with a limit of nothing", async () => {
  expect(await limitsOf("2.0.1", [])).toEqual({ get: NONE, set: NONE, reset: NONE });
  const zero = { component: "DeviceDataCtrlr", variable: "ItemsPerMessage", instance: "GetVariables", value: "0" };
  expect((await limitsOf("2.0.1", [zero])).get).toEqual(NONE);
});
