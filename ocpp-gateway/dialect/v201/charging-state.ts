import type { ChargingStateEnumType, TriggerReasonEnumType } from "@/.generated/ocpp/v201";
import type { ChargingState } from "@/server/domain/station/event";

const STATE: Record<Exclude<ChargingStateEnumType, "EVConnected">, ChargingState> = {
  Charging: "charging",
  SuspendedEV: "idle_ev",
  SuspendedEVSE: "paused_evse",
  Idle: "unknown",
};

/** With these an "EVConnected" tells that charging is over; with others, that it has not begun, or nothing new. */
const AFTER_CHARGING: ReadonlySet<TriggerReasonEnumType> = new Set<TriggerReasonEnumType>([
  "ChargingStateChanged",
  "StopAuthorized",
  "Deauthorized",
  "RemoteStop",
  "EnergyLimitReached",
  "TimeLimitReached",
]);

/**
 * The state at a transaction's start. One that begins at the plug or in the bay, before anybody may charge (E01.FR.01, E01.FR.02), begins with the
 * EVSE giving nothing: that time is neither charging nor idling.
 */
export function toChargingStateAtStart(
  state: ChargingStateEnumType | undefined,
  trigger: TriggerReasonEnumType,
  isAuthorized: boolean,
): ChargingState {
  if (!isAuthorized && (state === "EVConnected" || state === "Idle")) return "paused_evse";
  return toChargingState(state, trigger) ?? "unknown";
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
