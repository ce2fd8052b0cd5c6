import type { EVSEType, TransactionEventRequest } from "@/.generated/ocpp/v21";
import type { Call } from "@/ocpp-gateway/dialect/dialect";
import { inboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { textIn } from "@/ocpp-gateway/dialect/text-in";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { registerAtEvent } from "@/ocpp-gateway/dialect/meter-reading";
import { toChargingState, toChargingStateAtStart } from "@/ocpp-gateway/dialect/v2/datatypes/charging-state";
import { toIdTokenInfo, toToken } from "@/ocpp-gateway/dialect/v2/datatypes/id-token";
import { toReadings } from "@/ocpp-gateway/dialect/v2/datatypes/sampled-values";
import type { SessionEndedEvent, SessionMeteredEvent, SessionStartedEvent } from "@/server/domain/station/event";
import type { SessionPart } from "@/server/domain/station/session-part";
import type { Outcome } from "@/server/domain/station/outcome";

/** 2.0.1 E01–E15: the whole life of a session in one message. */
export const transactionEvent = inboundV2<TransactionEventRequest>("TransactionEvent", {
  sessionPart: (payload) => PARTS.get(textIn(payload, "eventType")) ?? "metered",
  toEvent(payload) {
    switch (payload.eventType) {
      case "Started":
        return started(payload);
      case "Updated":
        return updated(payload);
      case "Ended":
        return ended(payload);
    }
  },
  toReply,
});

const PARTS: ReadonlyMap<string | null, SessionPart> = new Map([
  ["Started", "start"],
  ["Ended", "end"],
]);

/**
 * What each kind of event has. Transaction and sequence number (E01.FR.07) alone would do as a key;
 * the event's kind and instant stand beside them, so that a station that counts wrongly, or whose
 * ids begin anew, loses nothing: a repetition names the same instant.
 */
function sharedFields(payload: TransactionEventRequest) {
  const { transactionInfo, seqNo, eventType, timestamp, idToken, meterValue, offline } = payload;
  return {
    key: `tx/${transactionInfo.transactionId}/${seqNo ?? ""}/${eventType}/${timestamp}`,
    atMs: instant(timestamp),
    token: idToken ? toToken(idToken) : null,
    readings: toReadings(meterValue ?? []),
    offline: offline ?? false,
    seqNo: seqNo ?? null,
  };
}

function started(payload: TransactionEventRequest): SessionStartedEvent {
  const { transactionInfo, evse } = payload;
  const base = sharedFields(payload);
  return {
    ...base,
    type: "session.started",
    transactionId: transactionInfo.transactionId,
    ...toEvse(evse),
    registerMilliWh: registerAtEvent(base, "Transaction.Begin"),
    chargingState: toChargingStateAtStart(payload),
    remoteStartId: transactionInfo.remoteStartId ?? null,
  };
}

function updated(payload: TransactionEventRequest): SessionMeteredEvent {
  const { transactionInfo, evse, triggerReason } = payload;
  return {
    ...sharedFields(payload),
    type: "session.metered",
    session: { by: "station-id", transactionId: transactionInfo.transactionId },
    ...toEvse(evse),
    chargingState: toChargingState(transactionInfo.chargingState, triggerReason),
    ...(transactionInfo.remoteStartId === undefined ? {} : { remoteStartId: transactionInfo.remoteStartId }),
  };
}

/** 0: the station has not said where yet (E03, authorised before the cable is plugged in). */
const toEvse = (evse: EVSEType | undefined) => ({
  evse: evse?.id ?? 0,
  connector: evse?.connectorId ?? (evse ? 1 : 0),
});

function ended(payload: TransactionEventRequest): SessionEndedEvent {
  const { transactionInfo } = payload;
  const base = sharedFields(payload);
  return {
    ...base,
    type: "session.ended",
    session: { by: "station-id", transactionId: transactionInfo.transactionId },
    registerMilliWh: registerAtEvent(base, "Transaction.End"),
    // "MAY only be omitted when stoppedReason is Local" (part 2 §2.48).
    reason: transactionInfo.stoppedReason ?? "Local",
  };
}

/**
 * A token is answered where one was presented (E01.FR.12 and its kin). The cost goes out digit by
 * digit as it was reckoned, never through a binary float; 0 would mean "free" (§1.60.2), so a
 * session without a price says nothing.
 */
function toReply(outcome: Outcome, { idToken }: TransactionEventRequest, _call: Call): string {
  const info = idToken ? toIdTokenInfo(outcome) : null;
  const cost = outcome.type === "session-ended" ? outcome.totalCost : null;
  const parts = [
    ...(cost === null ? [] : [`"totalCost":${jsonNumber(cost)}`]),
    ...(info === null ? [] : [`"idTokenInfo":${JSON.stringify(info)}`]),
  ];
  return `{${parts.join(",")}}`;
}

function jsonNumber(decimal: string): string {
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(decimal)) return decimal;
  throw new Error(`not a decimal: ${decimal}`);
}
