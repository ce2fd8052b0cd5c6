import { refusal } from "./refusal-fact";

/** Refusals about tariffs, their versions and assignments. */
export const TARIFFS_REFUSALS = {
  tariff_not_found: refusal(
    "NOT_FOUND",
    "There is no such tariff.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  assignment_not_found: refusal(
    "NOT_FOUND",
    "There is no such assignment.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  draft_not_found: refusal(
    "NOT_FOUND",
    "This draft no longer exists.",
    "requester",
    "Read the tariff again: the draft was published or discarded.",
  ),
  version_published: refusal(
    "CONFLICT",
    "Version {version} is published already.",
    "requester",
    "Read the tariff again.",
  ),
  version_immutable: refusal(
    "CONFLICT",
    "This version is published and never changes. Begin a new version instead.",
    "requester",
    "Begin a new version.",
  ),
  draft_exists: refusal(
    "CONFLICT",
    "Somebody has begun a draft meanwhile. Open it to continue.",
    "requester",
    "Open the draft that is there.",
  ),
  draft_changed_since_opened: refusal(
    "CONFLICT",
    "Somebody has changed this draft since you opened it. Open it again to see their changes.",
    "requester",
    "Open the draft again, then repeat the change.",
  ),
  draft_changed_since_read: refusal(
    "CONFLICT",
    "Somebody has changed this draft since you read it. Read it again before publishing.",
    "requester",
    "Read the draft again before publishing it.",
  ),
  tariff_not_publishable: refusal(
    "INVALID",
    "This tariff cannot be published yet: some prices are missing or contradict each other.",
    "requester",
    "Correct what the checks of the tariff name.",
  ),
  tariff_retired: refusal("CONFLICT", "“{tariff}” is retired.", "requester", "Choose a tariff that is not retired."),
  tariff_unpublished: refusal(
    "CONFLICT",
    "This tariff has no published version.",
    "requester",
    "Publish a version of the tariff first.",
  ),
  publish_first: refusal(
    "CONFLICT",
    "Publish a version first: a draft has no price that a session could get.",
    "requester",
    "Publish a version of the tariff first.",
  ),
  already_assigned: refusal(
    "CONFLICT",
    "This tariff already holds there for the same people.",
    "requester",
    "End the other assignment first.",
  ),
  net_prices_for_drivers: refusal(
    "CONFLICT",
    "Drivers are shown prices with VAT. A tariff before VAT can hold for partners only.",
    "requester",
    "Assign it to partners, or write prices with VAT.",
  ),
  assignment_ended: refusal(
    "CONFLICT",
    "This assignment has ended already.",
    "requester",
    "Nothing to do: the assignment has ended.",
  ),
} as const;
