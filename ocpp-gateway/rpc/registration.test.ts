/** Stations that are not accepted yet (1.6 §4.2; 2.0.1 B02, B03), over a real socket. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { openGateway, type TestGateway } from "@/ocpp-gateway/testing/gateway";
import { connect, type Station } from "@/ocpp-gateway/testing/station";

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await openGateway();
});
afterEach(() => gateway.close());

const AT = "2026-03-01T10:00:00Z";
const PAYLOADS = {
  "ocpp1.6": {
    boot: { chargePointVendor: "V", chargePointModel: "M" },
    status: { connectorId: 1, errorCode: "NoError", status: "Available", timestamp: AT },
  },
  "ocpp2.0.1": {
    boot: { reason: "PowerUp", chargingStation: { vendorName: "V", model: "M" } },
    status: { evseId: 1, connectorId: 1, connectorStatus: "Available", timestamp: AT },
  },
} as const;

type Version = keyof typeof PAYLOADS;
const VERSIONS: Version[] = ["ocpp1.6", "ocpp2.0.1"];
const station = (version: Version) => connect(gateway.port, { subprotocols: [version] });
const boot = (cp: Station, version: Version, id: string) =>
  cp.request([2, id, "BootNotification", PAYLOADS[version].boot]);
const status = (cp: Station, version: Version, id: string) =>
  cp.request([2, id, "StatusNotification", PAYLOADS[version].status]);

test.each(
  VERSIONS.flatMap((version) => (["pending", "rejected"] as const).map((registration) => ({ version, registration }))),
)(
  "$version: a $registration station's other messages are a SecurityError, and kept, until it is accepted",
  async ({ version, registration }) => {
    const cp = await station(version);
    gateway.stationPort.registration = registration;
    const expected = registration === "pending" ? "Pending" : "Rejected";
    expect(await boot(cp, version, "b1")).toMatchObject([3, "b1", { status: expected }]);
    expect((await status(cp, version, "s1")).slice(0, 3)).toEqual([4, "s1", "SecurityError"]);
    expect(gateway.stationPort.rejected).toMatchObject([{ errorCode: "SecurityError", action: "StatusNotification" }]);
    gateway.stationPort.registration = "accepted";
    expect(await boot(cp, version, "b2")).toMatchObject([3, "b2", { status: "Accepted" }]);
    expect(await status(cp, version, "s2")).toEqual([3, "s2", {}]);
  },
);

test.each(VERSIONS)("%s: a pending station may tell what it is asked for, and nothing else", async (version) => {
  const cp = await station(version);
  gateway.stationPort.registration = "pending";
  await boot(cp, version, "b1");
  gateway.stationPort.request("CP-1", { type: "trigger-message", message: "status", evse: 1 });
  const requested = await cp.next();
  expect(requested[2]).toBe("TriggerMessage");
  cp.send([3, requested[1], { status: "Accepted" }]);
  expect(await status(cp, version, "s1")).toEqual([3, "s1", {}]);
  expect((await cp.request([2, "h1", "Heartbeat", {}])).slice(0, 3)).toEqual([4, "h1", "SecurityError"]);
});

test("a pending station may send the requested report", async () => {
  const cp = await station("ocpp2.0.1");
  gateway.stationPort.registration = "pending";
  await boot(cp, "ocpp2.0.1", "b1");
  const part = { requestId: 1, generatedAt: AT, seqNo: 0 };
  expect((await cp.request([2, "r0", "NotifyReport", part])).slice(0, 3)).toEqual([4, "r0", "SecurityError"]);
  gateway.stationPort.request("CP-1", { type: "get-base-report", requestId: 1 });
  const requested = await cp.next();
  cp.send([3, requested[1], { status: "Accepted" }]);
  expect(await cp.request([2, "r1", "NotifyReport", part])).toEqual([3, "r1", {}]);
});

test("a rejected station gets no CALL, and gets the waiting command once it is accepted", async () => {
  const cp = await station("ocpp2.0.1");
  gateway.stationPort.registration = "rejected";
  await boot(cp, "ocpp2.0.1", "b1");
  gateway.stationPort.request("CP-1", { type: "reset", kind: "soft" });
  expect(await cp.unread()).toBe(0);
  gateway.stationPort.registration = "accepted";
  await boot(cp, "ocpp2.0.1", "b2");
  expect((await cp.next())[2]).toBe("Reset");
});

test("messages of a station that merely reconnects are handled without a boot", async () => {
  const cp = await station("ocpp2.0.1");
  expect(await status(cp, "ocpp2.0.1", "s1")).toEqual([3, "s1", {}]);
  expect(gateway.stationPort.events).toHaveLength(1);
});
