import { refusal } from "./refusal-fact";

/** Refusals about drivers, partners, tokens and files. */
export const CUSTOMERS_REFUSALS = {
  driver_not_found: refusal(
    "NOT_FOUND",
    "There is no such driver.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  partner_not_found: refusal(
    "NOT_FOUND",
    "There is no such partner.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  token_not_found: refusal(
    "NOT_FOUND",
    "There is no such token.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  token_of_another_holder: refusal(
    "INVALID",
    "There is no such token.",
    "requester",
    "Name tokens of this holder only.",
  ),
  filter_not_found: refusal(
    "INVALID",
    "The address names a filter that does not exist. Open the list and export it from there.",
    "requester",
    "Open the list and export it from there.",
  ),
  email_taken: refusal(
    "CONFLICT",
    "{name} has this e-mail address already.",
    "requester",
    "Open the driver that has the address.",
  ),
  token_taken: refusal(
    "CONFLICT",
    "{uid} already belongs to {holder}. A token has one holder.",
    "requester",
    "Take the token from its holder first.",
  ),
  partner_exists: refusal(
    "CONFLICT",
    "There is a partner {countryCode}-{partyId} already.",
    "requester",
    "Open the partner that is there.",
  ),
  file_empty: refusal("INVALID", "The file is empty.", "requester", "Choose a file that has lines."),
  file_too_long: refusal("INVALID", "The file has more than {lines} lines; split it.", "requester", "Split the file."),
  columns_missing: refusal(
    "INVALID",
    "The first line must name the columns; there is none called {columns}.",
    "requester",
    "Name the columns in the first line.",
  ),
} as const;
