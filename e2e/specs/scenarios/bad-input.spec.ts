/** Invalid input over a real socket: nothing is lost, and no other station is disturbed. */
import { z } from "zod";
import { SimulatedCharger } from "@/e2e/simulators/charger/simulated-charger";
import type { PortalApi } from "@/e2e/specs/portal/portal-api";
import { expect, OWNER, test } from "@/e2e/specs/portal/test";
import type { Running } from "@/e2e/stack/stack";
import type { Protocol } from "./foreign-charger";
import { attemptHandshake, type RawStation, rawStation } from "./raw-station";
import {
  uniqueName,
  newDriver,
  newStation,
  sessionAt,
  sessionsAt,
  type StationAccess,
  until,
} from "@/e2e/specs/portal/world";

const MINUTE_MS = 60_000;
const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE_MS).toISOString();

type ScenarioContext = { readonly api: PortalApi; readonly station: StationAccess; readonly raw: RawStation };

/** Runs a scenario on a new station while another station charges and must not be disturbed. */
const scenario = (name: string, protocol: Protocol, send: (scene: ScenarioContext) => Promise<void>): void =>
  test(`${protocol}: ${name}`, async ({ apiOf, product }) => {
    const api = await apiOf(OWNER);
    const otherStation = await chargingStation(api, product);
    const station = await newStation(api, "BAD");
    const raw = await rawStation(product, station, protocol);
    await send({ api, station, raw });
    await raw.leave();
    expect((await otherStation.charger.meter(1, { registerWh: 2_000 })).answer).toEqual({});
    await otherStation.charger.stop(1, { registerWh: 3_000 });
    expect((await sessionAt(api, otherStation.stationId)).row).toMatchObject({
      state: "ended",
      energyMilliWh: 3_000_000n,
    });
    await otherStation.charger.shutdown();
  });

async function chargingStation(api: PortalApi, product: Running) {
  const { identity, password, stationId } = await newStation(api, "GOOD");
  const { uid } = await newDriver(api, "GOOD");
  const charger = new SimulatedCharger({ id: identity, password, version: "1.6", url: `${product.gatewayUrl}/ocpp` });
  await charger.powerUp();
  await charger.plugIn(1);
  await charger.start(1, { token: uid, registerWh: 0 });
  return { charger, stationId };
}

const Refused = z.object({
  messages: z.array(z.object({ action: z.string().nullable(), request: z.string(), errorCode: z.string().nullable() })),
});

/** Returns a station's refused frames, newest first, as its page lists them. */
const refusedOf = async (api: PortalApi, { stationId }: StationAccess) =>
  (await api.query("stations.messages", { stationId, refused: true }, Refused)).messages;

const Events = z.object({ findings: z.array(z.object({ code: z.string() })) });
const findingsOf = async (api: PortalApi, { stationId }: StationAccess) =>
  (await api.query("stations.events", { stationId }, Events)).findings.map(({ code }) => code);

test("handshake: an unknown station and a wrong password get the same 401", async ({ apiOf, product }) => {
  const station = await newStation(await apiOf(OWNER), "HANDSHAKE");
  const unknownStation = await attemptHandshake(
    product,
    { identity: uniqueName("NOBODY"), password: station.password },
    "ocpp1.6",
  );
  expect(unknownStation).toEqual({ status: 401, challenge: 'Basic realm="OCPP", charset="UTF-8"' });
  expect(await attemptHandshake(product, { ...station, password: "not-the-password" }, "ocpp1.6")).toEqual(
    unknownStation,
  );
});

test("handshake: a station without a common subprotocol is accepted and closed with 1002", async ({
  apiOf,
  product,
}) => {
  const station = await newStation(await apiOf(OWNER), "HANDSHAKE");
  const answer = await attemptHandshake(product, station, "ocpp1.5, soap");
  expect(answer).toEqual({ status: 101, code: 1002, reason: "Spoken here: ocpp1.6, ocpp2.0.1, ocpp2.1" });
});

scenario("an oversized frame closes the socket with a reason and is recorded", "ocpp1.6", async (scene) => {
  const { api, station, raw } = scene;
  const data = "x".repeat(300_000);
  void raw.request([2, "1", "DataTransfer", { vendorId: "V", data }]).catch(() => undefined);
  expect(await raw.closed).toEqual({ code: 1009, reason: "A frame has at most 262144 bytes" });
  await until(
    () => refusedOf(api, station),
    (refused) => refused[0]?.errorCode === "FrameRejected",
  );
});

const REFUSALS: readonly (readonly [Protocol, string, string, string])[] = [
  ["ocpp1.6", "broken JSON", '[2,"m1","StopTransaction",{"meterStop":', "FormationViolation"],
  ["ocpp2.0.1", "broken JSON", '[2,"m1","TransactionEvent",{"seqNo":', "FormatViolation"],
  [
    "ocpp1.6",
    "a missing field without which it says nothing",
    '[2,"m1","StatusNotification",{"errorCode":"NoError","status":"Available"}]',
    "ProtocolError",
  ],
  ["ocpp2.0.1", "a missing field", '[2,"m1","BootNotification",{"reason":"PowerUp"}]', "OccurrenceConstraintViolation"],
  ["ocpp1.6", "a payload of the wrong type", '[2,"m1","Authorize","A"]', "TypeConstraintViolation"],
  [
    "ocpp2.0.1",
    "an unknown word that decides what becomes of a connector",
    '[2,"m1","StatusNotification",{"timestamp":"2026-03-01T10:00:00Z","connectorStatus":"Dancing","evseId":1,"connectorId":1}]',
    "PropertyConstraintViolation",
  ],
  ["ocpp1.6", "an action that does not exist", '[2,"m1","MakeCoffee",{}]', "NotImplemented"],
  ["ocpp2.0.1", "an action that does not exist", '[2,"m1","MakeCoffee",{}]', "NotImplemented"],
  [
    "ocpp1.6",
    "an action that only the central system may use",
    '[2,"m1","RemoteStartTransaction",{"idTag":"A"}]',
    "NotSupported",
  ],
];

/** Flaws that cost their part, and not the message. */
const TAKEN: readonly (readonly [Protocol, string, string])[] = [
  ["ocpp1.6", "a number where a text belongs", '[2,"m1","Authorize",{"idTag":7}]'],
  ["ocpp1.6", "a greeting without its model", '[2,"m1","BootNotification",{"chargePointVendor":"V"}]'],
  ["ocpp2.0.1", "an unknown field", '[2,"m1","Heartbeat",{"a":1}]'],
];

for (const [protocol, what, frame] of TAKEN) {
  scenario(`${what} is taken, and refused nowhere`, protocol, async ({ api, station, raw }) => {
    expect((await raw.request(frame)).slice(0, 2)).toEqual([3, "m1"]);
    expect(await refusedOf(api, station)).toEqual([]);
  });
}

for (const [protocol, what, frame, errorCode] of REFUSALS) {
  scenario(`${what} is answered ${errorCode} and logged as received`, protocol, async (scene) => {
    const { api, station, raw } = scene;
    expect((await raw.request(frame)).slice(0, 3)).toEqual([4, "m1", errorCode]);
    const [refused] = await refusedOf(api, station);
    expect(refused).toMatchObject({ errorCode });
    expect(frame).toContain(refused?.request);
    expect(await raw.call("Heartbeat", {})).toHaveProperty("currentTime");
  });
}

scenario(
  "an unknown token is refused; energy it still charged is kept and billed to nobody",
  "ocpp1.6",
  async (scene) => {
    const { api, station, raw } = scene;
    const idTag = uniqueName("UNKNOWN");
    expect(await raw.call("Authorize", { idTag })).toEqual({ idTagInfo: { status: "Invalid" } });
    const start = { connectorId: 1, idTag, meterStart: 0, timestamp: ago(30) };
    const started = await raw.call("StartTransaction", start);
    expect(started).toMatchObject({ idTagInfo: { status: "Invalid" } });
    const end = {
      transactionId: started["transactionId"],
      meterStop: 1_000,
      timestamp: ago(10),
      reason: "DeAuthorized",
    };
    await raw.call("StopTransaction", end);
    const { row, findings } = await sessionAt(api, station.stationId);
    expect(row).toMatchObject({ state: "ended", billingState: "not_billable", energyMilliWh: 1_000_000n });
    expect(findings).toMatchObject([{ code: "UNKNOWN_TOKEN" }]);
  },
);

scenario("an unknown token is answered Unknown", "ocpp2.0.1", async ({ raw }) => {
  const idToken = { idToken: uniqueName("UNKNOWN"), type: "ISO14443" };
  expect(await raw.call("Authorize", { idToken })).toMatchObject({ idTokenInfo: { status: "Unknown" } });
});

scenario(
  "the end of an unknown transaction is accepted, so that it is not resent, and raises a finding",
  "ocpp1.6",
  async (scene) => {
    const { api, station, raw } = scene;
    const end = { transactionId: 2_000_000_000, meterStop: 9_000, timestamp: ago(1), reason: "Local" };
    expect(await raw.call("StopTransaction", end)).toEqual({});
    expect(await sessionsAt(api, station.stationId)).toEqual([]);
    expect(await findingsOf(api, station)).toEqual(["UNKNOWN_TRANSACTION"]);
  },
);

scenario(
  "a meter that goes backwards is billed once and not below zero, and raises a finding",
  "ocpp1.6",
  async (scene) => {
    const { api, station, raw } = scene;
    const { uid } = await newDriver(api, "BACK");
    const start = { connectorId: 1, idTag: uid, meterStart: 10_000, timestamp: ago(60) };
    const { transactionId } = await raw.call("StartTransaction", start);
    for (const [minutes, wh] of [
      [45, 13_000],
      [30, 12_000],
      [15, 15_000],
    ] as const)
      await meter16(raw, transactionId, ago(minutes), wh);
    await raw.call("StopTransaction", { transactionId, meterStop: 17_000, timestamp: ago(1), reason: "Local" });
    const { row, findings } = await sessionAt(api, station.stationId);
    expect(row).toMatchObject({ state: "ended", energyMilliWh: 7_000_000n });
    expect(findings).toMatchObject([{ severity: "warning", code: expect.stringMatching(/^METER_(DIP|SPIKE)$/) }]);
  },
);

const meter16 = (raw: RawStation, transactionId: unknown, timestamp: string, wh: number) =>
  raw.call("MeterValues", {
    connectorId: 1,
    transactionId,
    meterValue: [{ timestamp, sampledValue: [{ value: String(wh) }] }],
  });

scenario("a repeated message is one message with the same answer", "ocpp1.6", async (scene) => {
  const { api, station, raw } = scene;
  const { uid } = await newDriver(api, "TWICE");
  const start = { connectorId: 1, idTag: uid, meterStart: 0, timestamp: ago(40) };
  const started = await raw.call("StartTransaction", start);
  expect(await raw.call("StartTransaction", start)).toEqual(started);
  const { transactionId } = started;
  const at = ago(20);
  for (let repeat = 0; repeat < 2; repeat += 1) expect(await meter16(raw, transactionId, at, 4_000)).toEqual({});
  const end = { transactionId, idTag: uid, meterStop: 8_000, timestamp: ago(2), reason: "Local" };
  const ended = await raw.call("StopTransaction", end);
  expect(await raw.call("StopTransaction", end)).toEqual(ended);
  const before = await sessionAt(api, station.stationId);
  expect(before.row).toMatchObject({ billingState: "rated", energyMilliWh: 8_000_000n });
  expect(before.findings).toEqual([]);

  // a second, different end: the first stands, and a finding is raised
  expect(await raw.call("StopTransaction", { ...end, meterStop: 9_999 })).toMatchObject({});
  const after = await sessionAt(api, station.stationId);
  expect(after.price).toEqual(before.price);
  expect(after.findings).toMatchObject([{ code: "SECOND_STOP" }]);
});

const transaction201 = (raw: RawStation, uid: string) => {
  const transactionId = crypto.randomUUID();
  return (eventType: string, seqNo: number, at: string, wh: number, more: object = {}) => {
    const context = { Started: "Transaction.Begin", Ended: "Transaction.End" }[eventType] ?? "Sample.Periodic";
    const sampledValue = [{ value: wh, context, measurand: "Energy.Active.Import.Register" }];
    return raw.call("TransactionEvent", {
      eventType,
      timestamp: at,
      seqNo,
      triggerReason: eventType === "Updated" ? "MeterValuePeriodic" : "Authorized",
      transactionInfo: { transactionId, ...(eventType === "Started" ? { chargingState: "Charging" } : {}) },
      evse: { id: 1, connectorId: 1 },
      ...(eventType === "Started" ? { idToken: { idToken: uid, type: "ISO14443" } } : {}),
      meterValue: [{ timestamp: at, sampledValue }],
      ...more,
    });
  };
};

scenario("events in the wrong order make the same session as in the right order", "ocpp2.0.1", async (scene) => {
  const { api, station, raw } = scene;
  const { uid } = await newDriver(api, "ORDER");
  const event = transaction201(raw, uid);
  await event("Updated", 1, ago(40), 3_000);
  await event("Started", 0, ago(60), 1_000);
  await event("Updated", 3, ago(20), 7_000);
  await event("Updated", 2, ago(30), 5_000);
  await event("Updated", 2, ago(30), 5_000);
  await event("Ended", 4, ago(10), 9_000);
  const { row, facts } = await sessionAt(api, station.stationId);
  expect(row).toMatchObject({ state: "ended", energyMilliWh: 8_000_000n });
  expect(Math.abs(row.startedAtMs - (Date.now() - 60 * MINUTE_MS))).toBeLessThan(MINUTE_MS);
  expect(facts.tariffName).toBe("AC Portugal");
});

scenario("an end without its start waits for the start", "ocpp2.0.1", async (scene) => {
  const { api, station, raw } = scene;
  const { uid } = await newDriver(api, "LATE");
  const event = transaction201(raw, uid);
  await event("Ended", 2, ago(10), 9_000);
  const early = await sessionAt(api, station.stationId);
  expect(early.row).toMatchObject({ state: "ended", billingState: "settling" });
  expect(early.findings).toMatchObject([{ code: "START_MISSING" }]);
  await event("Started", 0, ago(60), 1_000);
  await event("Updated", 1, ago(30), 5_000);
  const { row } = await sessionAt(api, station.stationId);
  expect(row).toMatchObject({ state: "ended", energyMilliWh: 8_000_000n });
});

const WRONG_CLOCKS = [
  ["that is at 1970", "1970-01-01T00:00:"],
  ["that is nine years ahead", `${new Date().getUTCFullYear() + 9}-05-05T05:05:`],
] as const;

for (const [what, minute] of WRONG_CLOCKS) {
  scenario(`a clock ${what} is corrected by ours, and the session is priced as of today`, "ocpp1.6", async (scene) => {
    const { api, station, raw } = scene;
    const { uid } = await newDriver(api, "CLOCK");
    const boot = await raw.call("BootNotification", { chargePointVendor: "V", chargePointModel: "M" });
    expect(Math.abs(Date.parse(String(boot["currentTime"])) - Date.now())).toBeLessThan(MINUTE_MS);
    const start = { connectorId: 1, idTag: uid, meterStart: 0, timestamp: `${minute}00Z` };
    const { transactionId } = await raw.call("StartTransaction", start);
    await raw.call("StopTransaction", { transactionId, meterStop: 100, timestamp: `${minute}30Z`, reason: "Local" });
    const { row, facts } = await sessionAt(api, station.stationId);
    expect(row).toMatchObject({ state: "ended", energyMilliWh: 100_000n });
    expect(Math.abs(row.startedAtMs - Date.now())).toBeLessThan(MINUTE_MS);
    expect(facts.tariffName).toBe("AC Portugal");
    expect(await findingsOf(api, station)).toContain("CLOCK_SKEW");
  });
}
