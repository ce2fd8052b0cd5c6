/**
 * One session of 12 kWh by the book in each version: boot, authorisation, states, start, three
 * readings, end; EUR 7.00 at EUR 0.50 a kWh and EUR 1.00 a session.
 */
import { minutesAgo, TOKEN, type Version } from "@/ocpp-gateway/field/testing/field-station";

/** A station's message; `payload` may be changed by a mutation. */
export type Message = { readonly action: string; readonly payload: JsonObject };

export type JsonObject = { [name: string]: unknown };

/** Stands for the number that the start was answered with (1.6). */
export const SESSION_NUMBER = 0x7fff_fff0;

export const validSequence = (version: Version): readonly Message[] =>
  version === "1.6" ? sequence16() : sequence2x();

const message = (action: string, payload: JsonObject): Message => ({ action, payload });

const REGISTERS = [
  [75, 103_000],
  [60, 106_000],
  [45, 109_000],
] as const;

function sequence16(): readonly Message[] {
  const status = (minute: number, word: string) =>
    message("StatusNotification", {
      connectorId: 1,
      errorCode: "NoError",
      status: word,
      timestamp: minutesAgo(minute),
      info: "ok",
      vendorId: "Muster",
    });
  const sampled = (value: number, context: string) => [
    { value: String(value), context, measurand: "Energy.Active.Import.Register", unit: "Wh", location: "Outlet" },
    { value: "12000", context, measurand: "Power.Active.Import", unit: "W" },
    { value: "17.4", context, measurand: "Current.Import", phase: "L1", unit: "A" },
  ];
  return [
    message("BootNotification", {
      chargePointVendor: "Muster",
      chargePointModel: "Box22",
      chargePointSerialNumber: "9N100001",
      firmwareVersion: "1.4.2",
      meterType: "EM340",
    }),
    status(91, "Preparing"),
    message("Authorize", { idTag: TOKEN }),
    message("StartTransaction", { connectorId: 1, idTag: TOKEN, meterStart: 100_000, timestamp: minutesAgo(90) }),
    status(89, "Charging"),
    ...REGISTERS.map(([minute, register]) =>
      message("MeterValues", {
        connectorId: 1,
        transactionId: SESSION_NUMBER,
        meterValue: [{ timestamp: minutesAgo(minute), sampledValue: sampled(register, "Sample.Periodic") }],
      }),
    ),
    message("StopTransaction", {
      transactionId: SESSION_NUMBER,
      meterStop: 112_000,
      timestamp: minutesAgo(30),
      idTag: TOKEN,
      reason: "Local",
      transactionData: [{ timestamp: minutesAgo(30), sampledValue: sampled(112_000, "Transaction.End") }],
    }),
    status(29, "Available"),
  ];
}

function sequence2x(): readonly Message[] {
  const EVSE = { id: 1, connectorId: 1 };
  const token = { idToken: TOKEN, type: "ISO14443" };
  const values = (minute: number, register: number, context: string) => [
    {
      timestamp: minutesAgo(minute),
      sampledValue: [
        {
          value: register,
          context,
          measurand: "Energy.Active.Import.Register",
          location: "Outlet",
          unitOfMeasure: { unit: "Wh", multiplier: 0 },
        },
        { value: 12_000, context, measurand: "Power.Active.Import", unitOfMeasure: { unit: "W" } },
      ],
    },
  ];
  let seqNo = 0;
  const event = (eventType: string, triggerReason: string, minute: number, info: object, more: object) =>
    message("TransactionEvent", {
      eventType,
      timestamp: minutesAgo(minute),
      triggerReason,
      seqNo: seqNo++,
      offline: false,
      transactionInfo: { transactionId: "T-1", ...info },
      ...more,
    });
  return [
    message("BootNotification", {
      reason: "PowerUp",
      chargingStation: { model: "Box22", vendorName: "Muster", serialNumber: "9N100001", firmwareVersion: "1.4.2" },
    }),
    message("StatusNotification", {
      timestamp: minutesAgo(91),
      connectorStatus: "Occupied",
      evseId: 1,
      connectorId: 1,
    }),
    message("Authorize", { idToken: token }),
    event(
      "Started",
      "Authorized",
      90,
      { chargingState: "Charging" },
      {
        evse: EVSE,
        idToken: token,
        cableMaxCurrent: 32,
        meterValue: values(90, 100_000, "Transaction.Begin"),
      },
    ),
    ...REGISTERS.map(([minute, register]) =>
      event(
        "Updated",
        "MeterValuePeriodic",
        minute,
        { chargingState: "Charging" },
        {
          numberOfPhasesUsed: 3,
          meterValue: values(minute, register, "Sample.Periodic"),
        },
      ),
    ),
    event(
      "Ended",
      "StopAuthorized",
      30,
      { stoppedReason: "Local", chargingState: "EVConnected" },
      {
        idToken: token,
        meterValue: values(30, 112_000, "Transaction.End"),
      },
    ),
    message("StatusNotification", {
      timestamp: minutesAgo(29),
      connectorStatus: "Available",
      evseId: 1,
      connectorId: 1,
    }),
  ];
}
