import { refusal } from "./refusal-fact";

/** Refusals about sessions, their prices and findings. */
export const SESSIONS_REFUSALS = {
  session_not_found: refusal(
    "NOT_FOUND",
    "There is no such session.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  session_not_at_station: refusal(
    "NOT_FOUND",
    "There is no such session at this station.",
    "requester",
    "Name the station that the session runs at.",
  ),
  finding_not_found: refusal(
    "NOT_FOUND",
    "There is no such finding.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  session_ended: refusal(
    "CONFLICT",
    "Session {number} has already ended.",
    "requester",
    "Nothing to do: the session has ended.",
  ),
  stop_pending: refusal(
    "CONFLICT",
    "The station has been asked to stop and has not answered yet.",
    "wait",
    "Wait for the station's answer.",
  ),
  session_priced: refusal(
    "CONFLICT",
    "This session has its price already; the price at its start is binding.",
    "requester",
    "Keep the price, or credit the invoice.",
  ),
  session_not_held: refusal(
    "CONFLICT",
    "Nothing holds this session any more.",
    "requester",
    "Read the session again: it is not held any more.",
  ),
  no_tariff_at_station: refusal(
    "CONFLICT",
    "No tariff holds at this station. Assign one there, or choose a tariff for this session.",
    "colleague",
    "Assign a tariff to the station, or choose one for the session.",
  ),
  finding_closed: refusal(
    "CONFLICT",
    "Somebody has closed this finding already.",
    "requester",
    "Read the findings again.",
  ),
  finding_holds_bill: refusal(
    "CONFLICT",
    "A bill waits for this finding: accept the session or give it a price.",
    "requester",
    "Accept the session or give it a price.",
  ),
} as const;
