import type { ChargingStateEnumType, TransactionEventRequest, TriggerReasonEnumType } from "@/.generated/ocpp/v201";
import type { ChargingState } from "@/server/domain/station/event";

const STATE: Record<Exclude<ChargingStateEnumType, "EVConnected">, ChargingState> = {
  Charging: "charging",
  SuspendedEV: "idle_ev",
  SuspendedEVSE: "paused_evse",
  Idle: "unknown",
};

/**
 * With these an "EVConnected" means that charging is over; with others, that it has not begun, or
 * nothing new.
 */
const AFTER_CHARGING: ReadonlySet<TriggerReasonEnumType> = new Set<TriggerReasonEnumType>([
  "ChargingStateChanged",
  "StopAuthorized",
  "Deauthorized",
  "RemoteStop",
  "EnergyLimitReached",
  "TimeLimitReached",
]);

/**
 * The state at a transaction's start. One that begins before energy can flow (E01.FR.01 to FR.03)
 * begins with the EVSE giving nothing, which is neither charging nor idling: at the plug before
 * anybody may charge, or by a token before any car is plugged in. A station without a connection
 * says "Idle", or it leaves out the EVSE, which it has to name once the car is connected
 * (E01.FR.16), or it has only seen a car arrive.
 */
export function toChargingStateAtStart({
  transactionInfo: { chargingState },
  triggerReason,
  evse,
  idToken,
}: TransactionEventRequest): ChargingState {
  if (chargingState === "Idle") return "paused_evse";
  if (chargingState === "EVConnected" && !idToken) return "paused_evse";
  if (chargingState === undefined && (!evse || triggerReason === "EVDetected")) return "paused_evse";
  return toChargingState(chargingState, triggerReason) ?? "unknown";
}

/** Null when the message says nothing new of the state. */
export function toChargingState(
  state: ChargingStateEnumType | undefined,
  trigger: TriggerReasonEnumType,
): ChargingState | null {
  if (state === undefined) return null;
  if (state !== "EVConnected") return STATE[state];
  return AFTER_CHARGING.has(trigger) ? "idle_ev" : null;
}
