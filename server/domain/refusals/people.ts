import { refusal } from "./refusal-fact";

/** Refusals about people, operators and their e-mails. */
export const PEOPLE_REFUSALS = {
  operator_not_found: refusal(
    "NOT_FOUND",
    "There is no such operator.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  operator_not_yours: refusal(
    "NOT_FOUND",
    "There is no such operator, or you are not one of its members.",
    "requester",
    "Ask an owner of that operator for an invitation.",
  ),
  legal_entity_not_found: refusal(
    "NOT_FOUND",
    "There is no such legal entity.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  member_not_found: refusal(
    "NOT_FOUND",
    "This person is not a member of the team.",
    "requester",
    "Read the team again: the person has left it.",
  ),
  email_not_found: refusal(
    "NOT_FOUND",
    "There is no such e-mail.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  sign_in_required: refusal(
    "UNAUTHENTICATED",
    "Sign in to continue.",
    "requester",
    "Sign in and send the request again.",
  ),
  other_sign_in_required: refusal(
    "UNAUTHENTICATED",
    "Sign in as {email} first, then open the link again.",
    "requester",
    "Sign in with the address that the invitation names.",
  ),
  wrong_credentials: refusal(
    "UNAUTHENTICATED",
    "This e-mail address and password do not belong together.",
    "requester",
    "Correct the password, or sign in by e-mail.",
  ),
  wrong_password: refusal(
    "INVALID",
    "The current password is not right.",
    "requester",
    "Type the current password again.",
  ),
  too_many_attempts: refusal(
    "TOO_MANY_REQUESTS",
    "Too many attempts. Try again in {minutes} minutes.",
    "wait",
    "Wait for the minutes named, then try again.",
  ),
  role_may_not: refusal(
    "FORBIDDEN",
    "Your role ({role}) may not do this.",
    "colleague",
    "Ask a member whose role has this right.",
  ),
  invitation_gone: refusal(
    "NOT_FOUND",
    "This invitation was used, taken back, or is too old. Ask for a new one.",
    "colleague",
    "Ask a member for a new invitation.",
  ),
  invitation_closed: refusal(
    "NOT_FOUND",
    "This invitation is no longer open.",
    "requester",
    "Read the invitations again: it was used or taken back.",
  ),
  invitation_just_closed: refusal(
    "CONFLICT",
    "This invitation was just used or taken back.",
    "colleague",
    "Ask a member for a new invitation.",
  ),
  invitation_just_used: refusal(
    "CONFLICT",
    "This invitation was just used. Sign in.",
    "requester",
    "Sign in with the account that was just made.",
  ),
  already_member: refusal(
    "CONFLICT",
    "{email} already belongs to the team.",
    "requester",
    "Change the role of the member instead.",
  ),
  operator_exists: refusal(
    "CONFLICT",
    "There is an operator {slug} already, and somebody belongs to it. Its owner invites whoever is to join.",
    "colleague",
    "Ask its owner for an invitation, or choose another short name.",
  ),
  last_owner: refusal(
    "CONFLICT",
    "An operator needs at least one owner.",
    "requester",
    "Make another member an owner first.",
  ),
  series_code_used: refusal(
    "CONFLICT",
    "Documents were issued under the code {seriesCode}; it cannot change any more.",
    "requester",
    "Keep the code: issued documents are numbered under it.",
  ),
  series_code_taken: refusal(
    "CONFLICT",
    "This series code is taken. Choose another one.",
    "requester",
    "Choose another series code.",
  ),
  no_mail_server: refusal(
    "UNAVAILABLE",
    "No mail server is configured (SMTP_URL).",
    "deployment",
    "Set SMTP_URL; queued e-mails are sent then.",
  ),
  email_queued: refusal(
    "CONFLICT",
    "This e-mail is on its way already.",
    "wait",
    "Wait: it is queued and is sent by itself.",
  ),
  email_link_expired: refusal(
    "CONFLICT",
    "The link of this e-mail was not kept. Invite the person again.",
    "requester",
    "Invite the person again: links are not stored.",
  ),
} as const;
