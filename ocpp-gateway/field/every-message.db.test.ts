/**
 * Every message that a station may send, made from its official schema with few fields and with
 * all, gets the answer that the specification asks for, and is kept where a person can read it.
 */
import { expect, test } from "vitest";
import { queryOf } from "@/db/handle";
import { tokens } from "@/db/schema/tokens";
import { readTenant, writeTenant } from "@/db/tenant";
import { DIRECTIONS } from "@/ocpp-gateway/dialect/directions";
import { checkOf } from "@/ocpp-gateway/dialect/schemas";
import { validPayload } from "@/ocpp-gateway/dialect/testing/valid-payload";
import {
  connectFieldStation,
  type FieldStation,
  findingsOf,
  minutesAgo,
  openFieldGateway,
} from "@/ocpp-gateway/field/testing/field-station";

const gateway = openFieldGateway("every-message");

const CURRENT_TIME = { currentTime: expect.stringMatching(/Z$/) };
const ACCEPTED_BOOT = { ...CURRENT_TIME, interval: 300, status: "Accepted" };
const UNKNOWN_VENDOR = { status: "UnknownVendorId" };
const REJECTED = { status: "Rejected" };

/** The answers that hold anything; the token of a made payload is nobody's. */
const ANSWERS = {
  "1.6": {
    Authorize: { idTagInfo: { status: "Invalid" } },
    BootNotification: ACCEPTED_BOOT,
    DataTransfer: UNKNOWN_VENDOR,
    Heartbeat: CURRENT_TIME,
    SignCertificate: REJECTED,
    StartTransaction: { transactionId: expect.any(Number), idTagInfo: { status: "Invalid" } },
  },
  "2.0.1": {
    Authorize: { idTokenInfo: { status: "Unknown" } },
    BootNotification: ACCEPTED_BOOT,
    DataTransfer: UNKNOWN_VENDOR,
    Get15118EVCertificate: { status: "Failed", exiResponse: "" },
    GetCertificateStatus: { status: "Failed" },
    Heartbeat: CURRENT_TIME,
    NotifyEVChargingNeeds: REJECTED,
    NotifyEVChargingSchedule: { status: "Accepted" },
    SignCertificate: REJECTED,
  },
  "2.1": {
    Authorize: { idTokenInfo: { status: "Unknown" } },
    BootNotification: ACCEPTED_BOOT,
    DataTransfer: UNKNOWN_VENDOR,
    Get15118EVCertificate: { status: "Failed", exiResponse: "" },
    GetCertificateChainStatus: { certificateStatus: [expect.objectContaining({ source: "CRL", status: "Failed" })] },
    GetCertificateStatus: { status: "Failed" },
    Heartbeat: CURRENT_TIME,
    NotifyEVChargingNeeds: { status: "NoChargingProfile" },
    NotifyEVChargingSchedule: { status: "Accepted" },
    OpenPeriodicEventStream: REJECTED,
    PullDynamicScheduleUpdate: REJECTED,
    SignCertificate: REJECTED,
    VatNumberValidation: expect.objectContaining({ status: "Rejected", vatNumber: "text" }),
  },
} as const;

/** With all its fields a message may ask for more, and is answered with more. */
const ANSWERS_TO_ALL_FIELDS: Readonly<Record<string, unknown>> = {
  // under no number that we gave: it ends the session that runs, and is answered about its token
  "1.6 StopTransaction": { idTagInfo: { status: "Invalid" } },
  "2.0.1 Authorize": { idTokenInfo: { status: "Invalid" }, certificateStatus: "CertChainError" },
  "2.1 Authorize": { idTokenInfo: { status: "Invalid" }, certificateStatus: "CertChainError" },
  "2.0.1 TransactionEvent": { idTokenInfo: { status: "Unknown" } },
  "2.1 TransactionEvent": { idTokenInfo: { status: "Unknown" } },
};

const VERSIONS = ["1.6", "2.0.1", "2.1"] as const;

test("the three versions have 14, 25 and 37 messages of a station", () => {
  const counts = VERSIONS.map((version) => requestsOf(version).length + DIRECTIONS[version].sent.length);
  expect(counts).toEqual([14, 25, 37]);
});

test.each(VERSIONS.flatMap((version) => (["required", "all"] as const).map((fields) => [version, fields] as const)))(
  "%s: every message with %s fields is answered as the specification asks, and kept",
  async (version, fields) => {
    const station = await connectFieldStation(gateway.port(), version);
    const answers: Readonly<Record<string, unknown>> = ANSWERS[version];
    for (const action of requestsOf(version)) {
      const answer = await station.send(action, validPayload(version, action, "req", fields));
      const inFull = fields === "all" ? ANSWERS_TO_ALL_FIELDS[`${version} ${action}`] : undefined;
      expect(answer, action).toEqual(inFull ?? answers[action] ?? {});
      expect(checkOf(version, action, "conf")(answer)).toBeNull();
    }
    const kept = await messagesOf(station);
    expect(kept.filter(({ errorCode, answer }) => errorCode !== null || answer === null)).toEqual([]);
    // heartbeats are written later, many together
    const withoutHeartbeat = (actions: readonly (string | null)[]) =>
      actions.filter((action): action is string => action !== null && action !== "Heartbeat").toSorted();
    expect(withoutHeartbeat(kept.map(({ action }) => action))).toEqual(withoutHeartbeat(requestsOf(version)));
  },
);

test("2.1: a stream of values is kept and not answered", async () => {
  const station = await connectFieldStation(gateway.port(), "2.1");
  const next = station.request([
    6,
    "s1",
    "NotifyPeriodicEventStream",
    validPayload("2.1", "NotifyPeriodicEventStream"),
  ]);
  void station.send("Heartbeat", {});
  expect(await next).toMatchObject([3, "m1", CURRENT_TIME]);
  expect(await messagesOf(station)).toEqual([
    { action: "NotifyPeriodicEventStream", answer: null, errorCode: null, version: "2.1" },
  ]);
  expect(await eventsOf(station)).toEqual([
    { type: "station-reported", action: "NotifyPeriodicEventStream", status: null, info: "text" },
  ]);
});

test("2.1: an answer of ours that a station rejects is kept, and not answered", async () => {
  const station = await connectFieldStation(gateway.port(), "2.1");
  await station.send("Heartbeat", {});
  const next = station.request([5, "m1", "FormatViolation", "currentTime is no instant", {}]);
  void station.send("Heartbeat", {});
  expect(await next).toMatchObject([3, "m2", CURRENT_TIME]);
  expect(await messagesOf(station)).toMatchObject([{ action: null, errorCode: "FormatViolation" }]);
});

test("2.1: a vehicle's identifier of 255 characters is a token like any other", async () => {
  const station = await connectFieldStation(gateway.port(), "2.1");
  const uid = "E".repeat(255);
  const { tenantId, driver } = station.tenant;
  await writeTenant(tenantId, (db) => db.insert(tokens).values({ uid, kind: "evccid", driverId: driver.id }));
  const answer = await station.send("Authorize", { idToken: { idToken: uid, type: "EVCCID" } });
  expect(answer).toMatchObject({ idTokenInfo: { status: "Accepted" } });
});

test("1.6: the news that a station sends at its start is kept with what it states", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  expect(await station.send("FirmwareStatusNotification", { status: "Idle" })).toEqual({});
  expect(await station.send("DiagnosticsStatusNotification", { status: "Idle" })).toEqual({});
  expect(await eventsOf(station)).toEqual([
    { type: "station-reported", action: "FirmwareStatusNotification", status: "Idle", info: null },
    { type: "station-reported", action: "DiagnosticsStatusNotification", status: "Idle", info: null },
  ]);
});

test("a security event is the same news in every version, and an alarming one is a finding", async () => {
  const events = [];
  for (const version of VERSIONS) {
    const station = await connectFieldStation(gateway.port(), version);
    const sent = { type: "TamperDetectionActivated", timestamp: minutesAgo(5), techInfo: "door open" };
    expect(await station.send("SecurityEventNotification", sent)).toEqual({});
    events.push(await eventsOf(station));
    expect(await findingsOf(station)).toMatchObject([
      { code: "SECURITY_EVENT", data: { kind: "TamperDetectionActivated", info: "door open" } },
    ]);
  }
  expect(events[0]).toEqual([{ type: "security-noticed", action: null, status: null, info: "door open" }]);
  expect(events).toEqual([events[0], events[0], events[0]]);
});

const requestsOf = (version: (typeof VERSIONS)[number]): readonly string[] => [
  ...DIRECTIONS[version].fromStation,
  ...DIRECTIONS[version].both,
];

type Kept = {
  readonly action: string | null;
  readonly answer: string | null;
  readonly errorCode: string | null;
  readonly version: string;
};

const messagesOf = ({ tenant }: FieldStation): Promise<readonly Kept[]> =>
  readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<Kept>`
    select action, answer, error_code as "errorCode", ocpp_version as version from ocpp_messages order by id`,
  );

type KeptEvent = Readonly<Record<"type" | "action" | "status" | "info", string | null>>;

const eventsOf = ({ tenant }: FieldStation): Promise<readonly KeptEvent[]> =>
  readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<KeptEvent>`
    select type, event ->> 'action' as action, event ->> 'status' as status, event ->> 'info' as info
      from station_events order by received_at`,
  );
