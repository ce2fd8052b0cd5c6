/**
 * A station played by ocpp-rpc, a third-party client library: it checks what it sends and receives
 * against the official schemas.
 */
import { createRequire } from "node:module";
import { createValidator, RPCClient } from "ocpp-rpc";
import type { Running } from "@/e2e/stack/stack";
import type { StationAccess } from "@/e2e/specs/portal/world";

export type Protocol = "ocpp1.6" | "ocpp2.0.1" | "ocpp2.1";

/** A session without the words of any version. Registers are whole Wh of one cumulative meter. */
export type Scenario = {
  readonly name: string;
  readonly start: MeterPoint;
  readonly next: readonly (MeterPoint & { readonly now?: Flow })[];
  readonly stop: MeterPoint;
};

type MeterPoint = { readonly at: Date; readonly wh: number };
/** From this moment on: energy flows, the car takes none, or the station gives none. */
type Flow = "charging" | "car-takes-none" | "station-gives-none";

/**
 * The library asks for "urn:Authorize.req" in every version, and its schemas of 2.1 are called
 * "urn:AuthorizeRequest".
 */
const VALIDATOR_OF_21 = createValidator(
  "ocpp2.1",
  (createRequire(import.meta.url)("ocpp-rpc/lib/schemas/ocpp2_1.json") as { $id: string }[]).map((schema) => ({
    ...schema,
    $id: schema.$id.replace(/Request$/, ".req").replace(/Response$/, ".conf"),
  })),
);

/**
 * Plays the scenario with this card in this version, over a socket of its own. Resolves when the
 * last message was answered.
 */
export async function send(
  product: Running,
  protocol: Protocol,
  { identity, password }: StationAccess,
  tokenUid: string,
  scenario: Scenario,
): Promise<void> {
  const client = new RPCClient({
    endpoint: `${product.gatewayUrl}/ocpp`,
    identity,
    password,
    protocols: [protocol],
    strictMode: true,
    ...(protocol === "ocpp2.1" ? { strictModeValidators: [VALIDATOR_OF_21] } : {}),
    reconnect: false,
    callTimeoutMs: 20_000,
  } as ConstructorParameters<typeof RPCClient>[0]);
  await client.connect();
  try {
    const call = (action: string, payload: object) => client.call(action, payload) as Promise<Answer>;
    await (protocol === "ocpp1.6" ? sendAs16(call, tokenUid, scenario) : sendAs2(call, tokenUid, scenario));
  } finally {
    await client.close({});
  }
}

type Answer = Readonly<Record<string, unknown>>;
type Call = (action: string, payload: object) => Promise<Answer>;

const STATUS_16 = { charging: "Charging", "car-takes-none": "SuspendedEV", "station-gives-none": "SuspendedEVSE" };
const STATE_2 = { charging: "Charging", "car-takes-none": "SuspendedEV", "station-gives-none": "SuspendedEVSE" };

async function sendAs16(call: Call, idTag: string, { start, next, stop }: Scenario): Promise<void> {
  const status = (text: string, at: Date) =>
    call("StatusNotification", { connectorId: 1, errorCode: "NoError", status: text, timestamp: at.toISOString() });
  await call("BootNotification", { chargePointVendor: "Foreign", chargePointModel: "One" });
  await status("Preparing", start.at);
  await call("Authorize", { idTag });
  const timestamp = start.at.toISOString();
  const started = await call("StartTransaction", { connectorId: 1, idTag, meterStart: start.wh, timestamp });
  const transactionId = started["transactionId"];
  await status("Charging", start.at);
  for (const { at, wh, now } of next) {
    if (now) await status(STATUS_16[now], at);
    const sampledValue = [{ value: String(wh), measurand: "Energy.Active.Import.Register", unit: "Wh" }];
    const meterValue = [{ timestamp: at.toISOString(), sampledValue }];
    await call("MeterValues", { connectorId: 1, transactionId, meterValue });
  }
  const end = { transactionId, idTag, meterStop: stop.wh, timestamp: stop.at.toISOString(), reason: "Local" };
  await call("StopTransaction", end);
  await status("Available", stop.at);
}

async function sendAs2(call: Call, tokenUid: string, { start, next, stop }: Scenario): Promise<void> {
  const idToken = { idToken: tokenUid, type: "ISO14443" };
  const evse = { id: 1, connectorId: 1 };
  const transactionId = crypto.randomUUID();
  const status = (connectorStatus: string, at: Date) =>
    call("StatusNotification", { timestamp: at.toISOString(), connectorStatus, evseId: 1, connectorId: 1 });
  let seqNo = 0;
  const event = (eventType: string, { at, wh }: MeterPoint, context: string, more: object, info: object = {}) =>
    call("TransactionEvent", {
      eventType,
      timestamp: at.toISOString(),
      seqNo: seqNo++,
      evse,
      transactionInfo: { transactionId, ...info },
      meterValue: [
        {
          timestamp: at.toISOString(),
          sampledValue: [
            { value: wh, context, measurand: "Energy.Active.Import.Register", unitOfMeasure: { unit: "Wh" } },
          ],
        },
      ],
      ...more,
    });
  await call("BootNotification", { chargingStation: { vendorName: "Foreign", model: "Two" }, reason: "PowerUp" });
  await status("Occupied", start.at);
  await call("Authorize", { idToken });
  const begin = { triggerReason: "Authorized", idToken };
  await event("Started", start, "Transaction.Begin", begin, { chargingState: "Charging" });
  for (const moment of next) {
    const triggerReason = moment.now ? "ChargingStateChanged" : "MeterValuePeriodic";
    const info = moment.now ? { chargingState: STATE_2[moment.now] } : {};
    await event("Updated", moment, "Sample.Periodic", { triggerReason }, info);
  }
  const end = { triggerReason: "StopAuthorized", idToken };
  await event("Ended", stop, "Transaction.End", end, { stoppedReason: "Local" });
  await status("Available", stop.at);
}
