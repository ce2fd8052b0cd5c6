import { refusal } from "./refusal-fact";

/** Refusals about sites, stations and commands. */
export const NETWORK_REFUSALS = {
  site_not_found: refusal(
    "NOT_FOUND",
    "There is no such site.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  station_not_found: refusal(
    "NOT_FOUND",
    "There is no such station.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  open_finding_not_found: refusal(
    "NOT_FOUND",
    "There is no such open finding about a station.",
    "requester",
    "Read the findings again: it was closed, or is about a session.",
  ),
  station_offline: refusal(
    "CONFLICT",
    "The station is offline, so it cannot be asked now.",
    "wait",
    "Send it again when the station is connected.",
  ),
  station_rejected: refusal(
    "CONFLICT",
    "The station’s registration is rejected, so nothing may be sent to it.",
    "requester",
    "Set its registration to accepted or pending; it counts with the station’s next BootNotification.",
  ),
  station_never_connected: refusal(
    "CONFLICT",
    "This station has never connected, so nothing can be asked of it yet.",
    "requester",
    "Connect the station first.",
  ),
  status_needs_evse: refusal(
    "INVALID",
    "A station of OCPP {version} reports the status of one EVSE at a time. Choose one.",
    "requester",
    "Name one EVSE (OCPP 2.0.1 F06.FR.12).",
  ),
  station_has_connected: refusal(
    "CONFLICT",
    "This station has connected before; its messages and sessions keep it. It cannot be removed.",
    "requester",
    "Take it out of service instead.",
  ),
  evse_has_charged: refusal(
    "CONFLICT",
    "EVSE {evse} has charged before; its sessions keep it. It cannot be removed.",
    "requester",
    "Keep the EVSE: sessions refer to it.",
  ),
  identity_taken: refusal(
    "CONFLICT",
    "The identity “{identity}” is already in use here. Choose another one.",
    "requester",
    "Choose another identity.",
  ),
  token_may_not_charge: refusal(
    "CONFLICT",
    "The token {uid} is {state} and may not charge.",
    "requester",
    "Unblock the token, or choose another one.",
  ),
} as const;
