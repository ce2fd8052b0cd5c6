/** The same session by each version of OCPP ends in the same charge record. */
import { expect, test } from "vitest";
import { queryOf } from "@/db/handle";
import { readTenant } from "@/db/tenant";
import {
  connectFieldStation,
  type FieldStation,
  findingCodesOf,
  minutesAgo,
  onlySession,
  openFieldGateway,
  TOKEN,
  waitMinutes,
} from "@/ocpp-gateway/field/testing/field-station";

const gateway = openFieldGateway("same-session");

const AT = { start: minutesAgo(90), later: minutesAgo(60), full: minutesAgo(45), end: minutesAgo(30) };

/** 12 kWh in an hour, the last quarter of it idle. */
async function by16({ send }: FieldStation): Promise<void> {
  const status = (word: string, timestamp: string) =>
    send("StatusNotification", { connectorId: 1, errorCode: "NoError", status: word, timestamp });
  await send("BootNotification", { chargePointVendor: "V", chargePointModel: "M" });
  const start = { connectorId: 1, idTag: TOKEN, meterStart: 100_000, timestamp: AT.start };
  const { transactionId } = (await send("StartTransaction", start)) as { transactionId: number };
  await status("Charging", AT.start);
  const readings = { [AT.later]: "106000", [AT.full]: "112000" };
  for (const [timestamp, value] of Object.entries(readings)) {
    await send("MeterValues", {
      connectorId: 1,
      transactionId,
      meterValue: [{ timestamp, sampledValue: [{ value }] }],
    });
  }
  await status("SuspendedEV", AT.full);
  await send("StopTransaction", {
    transactionId,
    meterStop: 112_000,
    timestamp: AT.end,
    idTag: TOKEN,
    reason: "Local",
  });
}

async function by2({ send }: FieldStation): Promise<void> {
  let seqNo = 0;
  const event = (
    eventType: string,
    triggerReason: string,
    at: string,
    value: number,
    info: object,
    more: object = {},
  ) =>
    send("TransactionEvent", {
      eventType,
      triggerReason,
      timestamp: at,
      seqNo: seqNo++,
      transactionInfo: { transactionId: "T-1", ...info },
      meterValue: [{ timestamp: at, sampledValue: [{ value, context: CONTEXT[eventType] ?? "Sample.Periodic" }] }],
      ...more,
    });
  const who = { idToken: { idToken: TOKEN, type: "ISO14443" } };
  await send("BootNotification", { reason: "PowerUp", chargingStation: { model: "M", vendorName: "V" } });
  const place = { evse: { id: 1, connectorId: 1 }, ...who };
  await event("Started", "Authorized", AT.start, 100_000, { chargingState: "Charging" }, place);
  await event("Updated", "MeterValuePeriodic", AT.later, 106_000, {});
  await event("Updated", "ChargingStateChanged", AT.full, 112_000, { chargingState: "SuspendedEV" });
  await event("Ended", "StopAuthorized", AT.end, 112_000, { stoppedReason: "Local" }, who);
}

const CONTEXT: Readonly<Record<string, string>> = { Started: "Transaction.Begin", Ended: "Transaction.End" };

test("the same session by 1.6, 2.0.1 and 2.1 is the same charge record", async () => {
  const records = [];
  for (const version of ["1.6", "2.0.1", "2.1"] as const) {
    const station = await connectFieldStation(gateway.port(), version);
    await (version === "1.6" ? by16(station) : by2(station));
    await waitMinutes(station, 30);
    const { state, stopReason, energyMilliWh, grossMinor } = await onlySession(station);
    const expected = { state: "ended", stopReason: "Local", energyMilliWh: "12000000", grossMinor: "700" };
    expect({ state, stopReason, energyMilliWh, grossMinor }, version).toEqual(expected);
    expect(await findingCodesOf(station), version).toEqual([]);
    records.push(await recordOf(station));
  }
  expect(records[1]).toEqual(records[0]);
  expect(records[2]).toEqual(records[0]);
});

/** What the charge record states of the session, without what names operator and station. */
const recordOf = ({ tenant }: FieldStation) =>
  readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<{ net: string; tax: string; gross: string; energy: string; rating: unknown }>`
    select net_minor::text as net, tax_minor::text as tax, gross_minor::text as gross,
           energy_milli_wh::text as energy, rating
      from charge_records`,
  );
