/** One flaw in what a station says of itself, in its clock's form, and in answers to commands. */
import { describe, expect, test } from "vitest";
import { queryOf } from "@/db/handle";
import { readTenant, writeTenant } from "@/db/tenant";
import {
  connectFieldStation,
  type FieldStation,
  findingCodesOf,
  minutesAgo,
  onlySession,
  openFieldGateway,
  TOKEN,
} from "@/ocpp-gateway/field/testing/field-station";
import { requestCommand } from "@/server/commands/request-command";
import type { StationCommand } from "@/server/domain/station/command";

const gateway = openFieldGateway("field-one-flaw-outside-sessions");
const connect = (version: "1.6" | "2.0.1", options = {}) => connectFieldStation(gateway.port(), version, options);

async function stationRow({ tenant }: FieldStation) {
  type Row = { vendor: string; model: string; serialNumber: string | null; registration: string };
  const [row] = await readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<Row>`select vendor, model, serial_number as "serialNumber", registration from stations`,
  );
  return row;
}

describe("a station that starts is accepted, and knows the time", () => {
  const ACCEPTED = { status: "Accepted", currentTime: expect.any(String), interval: expect.any(Number) };
  const LONG = "9N100000000A1B2C3D4E5F6G7H";

  test("with serial numbers that are too long, which are kept as they came", async () => {
    const station = await connect("1.6");
    const boot = { chargePointVendor: "Muster", chargePointModel: "Box22", chargePointSerialNumber: LONG };
    const answer = await station.send("BootNotification", { ...boot, chargeBoxSerialNumber: `${LONG}-${LONG}` });
    expect(answer).toEqual(ACCEPTED);
    expect(await stationRow(station)).toMatchObject({ vendor: "Muster", serialNumber: LONG, registration: "accepted" });
  });

  test("with a vendor's name too long, null for its firmware, or without a model", async () => {
    const station = await connect("1.6");
    const vendor = "A maker of charging stations with a long name";
    const answer = await station.send("BootNotification", { chargePointVendor: vendor, firmwareVersion: null });
    expect(answer).toEqual(ACCEPTED);
    expect(await stationRow(station)).toMatchObject({ vendor, model: "" });
  });

  test("in 2.0.1 with a reason of its own, a long serial number and a modem without numbers", async () => {
    const station = await connect("2.0.1");
    const chargingStation = { model: "B", vendorName: "M", serialNumber: LONG, modem: { iccid: null, imsi: 8 } };
    expect(await station.send("BootNotification", { reason: "Cold", chargingStation })).toEqual(ACCEPTED);
    expect(await stationRow(station)).toMatchObject({ serialNumber: LONG, registration: "accepted" });
  });
});

describe("a state with a long text is a state", () => {
  const BY_TIME = {
    currency: "EUR",
    anchor: "GROSS",
    elements: [
      {
        components: [
          { kind: "TIME", price: "0.10", per: "MINUTE", stepSize: 1, vatPercent: "23" },
          { kind: "PARKING", price: "0.20", per: "MINUTE", stepSize: 1, vatPercent: "23" },
        ],
      },
    ],
    idle: { graceSeconds: 0 },
    pausePolicy: "UNBILLED",
  };

  test("29 minutes of charging and 30 of idling are billed as such", async () => {
    const station = await connect("1.6", { tariff: BY_TIME });
    const start = { connectorId: 1, idTag: TOKEN, meterStart: 100_000, timestamp: minutesAgo(90) };
    const { transactionId } = (await station.send("StartTransaction", start)) as { transactionId: number };
    const state = { connectorId: 1, errorCode: "NoError" };
    const info = "The vehicle has been fully charged and has stopped drawing current.";
    const charging = { ...state, status: "Charging", timestamp: minutesAgo(89) };
    const idle = { ...state, status: "SuspendedEV", timestamp: minutesAgo(60), info };
    expect(await station.send("StatusNotification", charging)).toEqual({});
    expect(await station.send("StatusNotification", idle)).toEqual({});
    expect(await statesOf(station)).toEqual([
      { state: "charging", info: null },
      { state: "suspended_ev", info },
    ]);
    await station.send("StopTransaction", { transactionId, meterStop: 112_000, timestamp: minutesAgo(30) });
    // before its first state a session is taken to charge: 30 minutes at 0.10, 30 at 0.20
    expect(await onlySession(station)).toMatchObject({ grossMinor: "900", energyMilliWh: "12000000" });
  });

  const statesOf = ({ tenant }: FieldStation) =>
    readTenant(
      tenant.tenantId,
      (db) => queryOf(db)<{ state: string; info: string | null }>`
        select event ->> 'state' as state, event ->> 'info' as info
          from station_events where type = 'status-changed' order by at`,
    );
});

describe("times in other forms of ISO 8601", () => {
  const ago = (minutes: number, offsetMinutes: number) =>
    new Date(Date.now() + (offsetMinutes - minutes) * 60_000).toISOString().slice(0, 19);

  test.each([
    ["offsets of hours", (minutes: number) => `${ago(minutes, 120)}+02`],
    ["offsets without a colon", (minutes: number) => `${ago(minutes, -330)}-0530`],
    ["a comma and a space", (minutes: number) => `${ago(minutes, 0).replace("T", " ")},250Z`],
    ["the basic form", (minutes: number) => `${ago(minutes, 60).replaceAll(/[-:]/g, "")}+0100`],
    ["seconds since 1970", (minutes: number) => Math.floor(Date.now() / 1000) - minutes * 60],
  ])("a session with %s: 12 kWh, EUR 7.00, at its true time", async (_, text) => {
    const station = await connect("1.6");
    const { start, end } = await session(station, text);
    expect(await onlySession(station)).toMatchObject({ energyMilliWh: "12000000", grossMinor: "700", state: "ended" });
    expect([start, end]).toEqual([90, 30]);
    expect(await findingCodesOf(station)).toEqual([]);
  });

  test("a state in 2.0.1 may say so too", async () => {
    const station = await connect("2.0.1");
    const payload = { timestamp: `${ago(1, 120)}+0200`, connectorStatus: "Occupied", evseId: 1, connectorId: 1 };
    expect(await station.send("StatusNotification", payload)).toEqual({});
  });

  // New York is behind UTC and Kolkata ahead: the other reading lies hours from the receipt
  test.each([
    ["UTC", "America/New_York", 0],
    ["the site's own clock", "Asia/Kolkata", 330],
  ])("without a zone, as %s in %s: the reading at the time of receipt is meant", async (_, timeZone, offsetMinutes) => {
    const station = await connect("1.6", { timeZone });
    const { start } = await session(station, (minutes) => ago(minutes === 90 ? 2 : 1, offsetMinutes));
    expect(start).toBe(2);
    expect(await onlySession(station)).toMatchObject({ state: "ended" });
  });

  /** How many minutes ago the session began and ended, as it is kept. */
  async function session(station: FieldStation, text: (minutes: number) => unknown) {
    const start = { connectorId: 1, idTag: TOKEN, meterStart: 100_000, timestamp: text(90) };
    const { transactionId } = (await station.send("StartTransaction", start)) as { transactionId: number };
    await station.send("StopTransaction", { transactionId, meterStop: 112_000, timestamp: text(30) });
    const { startedAt, endedAt } = await onlySession(station);
    const minutesSince = (at: string | null) => Math.round((Date.now() - Date.parse(at ?? "")) / 60_000);
    return { start: minutesSince(startedAt), end: minutesSince(endedAt) };
  }
});

describe("an answer to a command is read part by part", () => {
  async function answer(station: FieldStation, command: StationCommand, toFrame: (id: unknown) => unknown) {
    await station.send("Heartbeat", {}); // answered once its connection is recorded
    const request = { stationId: station.tenant.station.id, command, requestedBy: null };
    await writeTenant(station.tenant.tenantId, (db) => requestCommand(db, request));
    const [, id] = await station.next();
    station.post(toFrame(id));
  }

  const POLL = { timeout: 5000 };

  const commandsOf = ({ tenant }: FieldStation) =>
    readTenant(
      tenant.tenantId,
      (db) => queryOf(db)<{ state: string; result: unknown }>`select state, result from station_commands`,
    );

  test("a configuration with numbers, booleans, null and long values is a configuration", async () => {
    const station = await connect("1.6");
    const configurationKey = [
      { key: "HeartbeatInterval", readonly: false, value: 300 },
      { key: "AuthorizeRemoteTxRequests", readonly: true, value: true },
      { key: "NumberOfConnectors", readonly: "true", value: "1" },
      { key: "ConnectorPhaseRotation", readonly: false, value: null },
      { key: "SupportedFeatureProfiles", readonly: true, value: "Core,".repeat(150) },
    ];
    await answer(station, { type: "get-variables", variables: [] }, (id) => [3, id, { configurationKey }]);
    await expect.poll(() => commandsOf(station), POLL).toMatchObject([{ state: "done", result: { type: "answered" } }]);
    const rows = await readTenant(
      station.tenant.tenantId,
      (db) => queryOf(db)<{ variable: string; value: string }>`
        select variable, value from station_variables order by variable`,
    );
    expect(rows).toEqual([
      { variable: "AuthorizeRemoteTxRequests", value: "true" },
      { variable: "HeartbeatInterval", value: "300" },
      { variable: "NumberOfConnectors", value: "1" },
      { variable: "SupportedFeatureProfiles", value: "Core,".repeat(150) },
    ]);
  });

  test.each(["1.6", "2.0.1"] as const)("a trigger is accepted with a field too many, in %s", async (version) => {
    const station = await connect(version);
    const command: StationCommand = { type: "trigger-message", message: "heartbeat", evse: null };
    await answer(station, command, (id) => [3, id, { status: "Accepted", info: "soon" }]);
    await expect
      .poll(() => commandsOf(station), POLL)
      .toMatchObject([{ result: { type: "answered", isAccepted: true } }]);
  });
});
