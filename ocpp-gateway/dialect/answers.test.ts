/** Whatever the business says, our answer keeps the official schema. */
import { describe, expect, test } from "vitest";
import { v16 } from "@/ocpp-gateway/dialect/v16/v16";
import { v201 } from "@/ocpp-gateway/dialect/v201/v201";
import { v21 } from "@/ocpp-gateway/dialect/v21/v21";
import { validPayload } from "@/ocpp-gateway/dialect/testing/valid-payload";
import { AT, parseOrThrow } from "@/ocpp-gateway/dialect/testing/parse-message";
import { AUTHORIZATIONS, type Outcome } from "@/server/domain/station/outcome";

const GROUPS = [null, "GROUP-1", "g".repeat(21), "g".repeat(37)];

const authorizations = AUTHORIZATIONS.flatMap((authorization) =>
  GROUPS.map((groupUid) => ({ authorization, groupUid })),
);
const noAuthorization = { authorization: null, groupUid: null };

const BOOTS: Outcome[] = (["accepted", "pending", "rejected"] as const).map((registration) => ({
  type: "boot",
  registration,
  heartbeatIntervalS: 300,
}));
const TOKENS: Outcome[] = authorizations.map((fields) => ({ type: "authorization", ...fields }));
const STARTS: Outcome[] = authorizations.map((fields) => ({
  type: "session-started",
  ...fields,
  sessionNumber: 2_147_483_647,
}));
const PROGRESS: Outcome[] = [...authorizations, noAuthorization].map((fields) => ({
  type: "session-progress",
  ...fields,
}));
const COSTS = [null, "0", "12.34", "0.000001", "-3.50", "123456789012.123456"];
const ENDS: Outcome[] = COSTS.flatMap((totalCost) =>
  [...authorizations, noAuthorization].map((fields): Outcome => ({ type: "session-ended", ...fields, totalCost })),
);
const DONE: Outcome[] = [{ type: "done" }];

const at = { timestamp: AT };
const token = { idToken: "VISITOR1", type: "Central" };
const transaction = (eventType: string, more: object = {}) => ({
  eventType,
  ...at,
  triggerReason: "Trigger",
  seqNo: 0,
  transactionInfo: { transactionId: "T" },
  ...more,
});

/** The messages whose answer depends on the outcome; 2.1 answers them as 2.0.1 does. */
const CASES = [
  [v16, "BootNotification", { chargePointVendor: "V", chargePointModel: "M" }, BOOTS],
  [v16, "Heartbeat", {}, DONE],
  [v16, "StatusNotification", { connectorId: 0, errorCode: "NoError", status: "Available" }, DONE],
  [v16, "Authorize", { idTag: "A" }, [...TOKENS, ...DONE]],
  [v16, "StartTransaction", { connectorId: 1, idTag: "A", meterStart: 0, ...at }, STARTS],
  [v16, "MeterValues", { connectorId: 1, meterValue: [] }, [...PROGRESS, ...DONE]],
  [v16, "StopTransaction", { transactionId: 1, meterStop: 0, ...at }, [...ENDS, ...DONE]],
  [v16, "DataTransfer", { vendorId: "V" }, DONE],
  [v201, "BootNotification", { reason: "PowerUp", chargingStation: { model: "M", vendorName: "V" } }, BOOTS],
  [v201, "Heartbeat", {}, DONE],
  [v201, "StatusNotification", { evseId: 1, connectorId: 1, connectorStatus: "Available", ...at }, DONE],
  [v201, "Authorize", { idToken: token }, [...TOKENS, ...DONE]],
  [v201, "Authorize", { idToken: token, certificate: "PEM" }, [...TOKENS, ...DONE]],
  [v201, "TransactionEvent", transaction("Started"), [...STARTS, ...DONE]],
  [v201, "TransactionEvent", transaction("Started", { idToken: token }), [...STARTS, ...DONE]],
  [v201, "TransactionEvent", transaction("Updated", { idToken: token }), [...PROGRESS, ...DONE]],
  [v201, "TransactionEvent", transaction("Ended", { idToken: token }), [...ENDS, ...DONE]],
  [v201, "MeterValues", { evseId: 0, meterValue: [{ ...at, sampledValue: [{ value: 1 }] }] }, [...PROGRESS, ...DONE]],
  [v201, "DataTransfer", { vendorId: "V", data: { any: ["thing"] } }, DONE],
  [v201, "NotifyReport", { requestId: 1, generatedAt: AT, seqNo: 0 }, DONE],
  [v201, "SecurityEventNotification", { type: "Startup", ...at }, DONE],
  [v201, "NotifyEvent", notifyEvent(), DONE],
] as const;

const CASES_OF_21 = CASES.filter(([dialect]) => dialect === v201).map(
  ([, action, payload, outcomes]) => [v21, action, payload, outcomes] as const,
);

describe.each([...CASES, ...CASES_OF_21])("%# $ocppVersion", (dialect, action, payload, outcomes) => {
  test(`${dialect.ocppVersion} ${action}`, () => {
    const { answer } = parseOrThrow(dialect, action, payload);
    for (const outcome of outcomes) {
      const text = answer(outcome);
      expect(dialect.checkAnswer(action, JSON.parse(text)), `${text} for ${JSON.stringify(outcome)}`).toBeNull();
    }
  });
});

const OUTCOMES: readonly (readonly [action: string, outcome: Outcome | undefined])[] = [
  ["BootNotification", BOOTS[0]],
  ["StartTransaction", STARTS[0]],
];

describe.each([v16, v201, v21])("$ocppVersion: every message", (dialect) => {
  test.each([...dialect.inbound.keys()])("%s is answered by its schema, with few fields and with all", (action) => {
    const outcome = new Map(OUTCOMES).get(action) ?? { type: "done" };
    for (const fields of ["required", "all"] as const) {
      const { answer } = parseOrThrow(dialect, action, validPayload(dialect.ocppVersion, action, "req", fields));
      expect(dialect.checkAnswer(action, JSON.parse(answer(outcome)))).toBeNull();
    }
  });
});

test("the answer carries the session's number and the token's status", () => {
  const { answer } = parseOrThrow(v16, "StartTransaction", { connectorId: 1, idTag: "A", meterStart: 0, ...at });
  const outcome: Outcome = { type: "session-started", sessionNumber: 12, authorization: "no_credit", groupUid: "G" };
  expect(JSON.parse(answer(outcome))).toEqual({
    transactionId: 12,
    idTagInfo: { status: "Blocked", parentIdTag: "G" },
  });
});

test("the cost goes out digit by digit, and no price is not free", () => {
  const { answer } = parseOrThrow(v201, "TransactionEvent", transaction("Ended"));
  const ended = (totalCost: string | null) => answer({ type: "session-ended", ...noAuthorization, totalCost });
  expect(ended("123456789012.123456")).toBe('{"totalCost":123456789012.123456}');
  expect(ended(null)).toBe("{}");
  expect(() => ended("12,34")).toThrow("decimal");
});

test("a vendor's own message is answered as 2.0.1 P02.FR.06 demands, whatever it carries", () => {
  const message = { vendorId: "org.example", messageId: "m", customData: { vendorId: "org.example", more: [1] } };
  const { answer, event } = parseOrThrow(v201, "DataTransfer", { ...message, data: { any: ["thing"] } });
  expect(answer({ type: "done" })).toBe('{"status":"UnknownVendorId"}');
  expect(event).toMatchObject({ type: "vendor-message", vendorId: "org.example", data: '{"any":["thing"]}' });
  expect(parseOrThrow(v201, "DataTransfer", { ...message, data: "text" }).event).toHaveProperty("data", "text");
  expect(parseOrThrow(v201, "DataTransfer", message).event).toHaveProperty("data", null);
});

test("a token that was not presented is not answered", () => {
  const { answer } = parseOrThrow(v201, "TransactionEvent", transaction("Updated"));
  expect(answer({ type: "session-progress", authorization: "accepted", groupUid: null })).toBe("{}");
});

const HASHES = {
  hashAlgorithm: "SHA256",
  issuerNameHash: "n",
  issuerKeyHash: "k",
  serialNumber: "1",
  responderURL: "http://ocsp.example",
};

test.each([{ certificate: "PEM" }, { iso15118CertificateHashData: [HASHES] }])(
  "a contract's certificate, which we cannot verify, is not taken for good, however good its token",
  (proof) => {
    const { answer } = parseOrThrow(v201, "Authorize", { idToken: { idToken: "EMAID-1", type: "eMAID" }, ...proof });
    expect(JSON.parse(answer({ type: "authorization", authorization: "accepted", groupUid: "G" }))).toEqual({
      idTokenInfo: { status: "Invalid" },
      certificateStatus: "CertChainError",
    });
  },
);

function notifyEvent(): object {
  const eventData = {
    eventId: 1,
    ...at,
    trigger: "Alerting",
    actualValue: "true",
    eventNotificationType: "HardWiredNotification",
    component: { name: "Connector" },
    variable: { name: "Problem" },
  };
  return { generatedAt: AT, seqNo: 0, eventData: [eventData] };
}
