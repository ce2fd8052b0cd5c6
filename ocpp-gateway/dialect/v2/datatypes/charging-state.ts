import type { ChargingStateEnumType, TransactionEventRequest, TriggerReasonEnumType } from "@/.generated/ocpp/v21";
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
 * The state at a transaction's start. Before energy can flow (E01.FR.01 to FR.03) the EVSE gives
 * nothing, which is neither charging nor idling: plugged in but not authorized, or authorized but
 * not plugged in. A station without a car says "Idle", or leaves out the EVSE, which it must name
 * once the car is connected (E01.FR.16), or has only seen a car arrive.
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
