/**
 * Every sentence with which a use case says no. A refusal is made from one of these and no other, so that the portal can say each in
 * its reader's language (app/_i18n, keyed as here). Words in braces are filled from the refusal's details.
 */
export const REFUSAL_SENTENCES = {
  // nothing there
  noOperator: "There is no such operator.",
  notYourOperator: "There is no such operator, or you are not one of its members.",
  noLegalEntity: "There is no such legal entity.",
  noSite: "There is no such site.",
  noStation: "There is no such station.",
  noSession: "There is no such session.",
  noSessionThere: "There is no such session at this station.",
  noFinding: "There is no such finding.",
  noOpenFinding: "There is no such open finding about a station.",
  noTariff: "There is no such tariff.",
  noAssignment: "There is no such assignment.",
  noDriver: "There is no such driver.",
  noPartner: "There is no such partner.",
  noToken: "There is no such token.",
  noInvoice: "There is no such invoice.",
  noRun: "There is no such billing run.",
  noEmail: "There is no such letter.",
  noOperation: "There is no such operation.",
  noMember: "This person is not a member of the team.",
  noFilter: "The address names a filter that does not exist. Open the list and export it from there.",
  draftGone: "This draft no longer exists.",

  // who asks
  signInFirst: "Sign in to continue.",
  signInAs: "Sign in as {email} first, then open the link again.",
  wrongSignIn: "This e-mail address and password do not belong together.",
  wrongPassword: "The current password is not right.",
  tooManyAttempts: "Too many attempts. Try again in {minutes} minutes.",
  roleMayNot: "Your role ({role}) may not do this.",

  // team and organisation
  invitationGone: "This invitation was used, taken back, or is too old. Ask for a new one.",
  invitationClosed: "This invitation is no longer open.",
  invitationJustClosed: "This invitation was just used or taken back.",
  invitationJustUsed: "This invitation was just used. Sign in.",
  alreadyMember: "{email} already belongs to the team.",
  operatorExists:
    "There is an operator {slug} already, and somebody belongs to it. Its owner invites whoever is to join.",
  lastOwner: "An operator needs at least one owner.",
  seriesCodeUsed: "Documents were issued under the code {seriesCode}; it cannot change any more.",
  seriesCodeTaken: "This series code is taken. Choose another one.",

  // mail
  noMailServer: "No mail server is configured (SMTP_URL).",
  emailUnderWay: "This letter is on its way already.",
  emailWithoutLink: "The link of this letter was not kept. Invite the person again.",

  // stations
  stationOffline: "The station is offline, so it cannot be asked now.",
  stationNeverConnected: "This station has never connected, so nothing can be asked of it yet.",
  statusOfOneEvse: "A station of OCPP {version} tells the status of one EVSE at a time. Choose one.",
  stationHasConnected: "This station has connected before; its messages and sessions keep it. It cannot be removed.",
  evseHasCharged: "EVSE {evse} has charged before; its sessions keep it. It cannot be removed.",
  identityTaken: "The identity “{identity}” is already in use here. Choose another one.",
  tokenMayNotCharge: "The token {uid} is {state} and may not charge.",

  // sessions
  sessionEnded: "Session {number} has already ended.",
  stopUnderWay: "The station has been asked to stop and has not answered yet.",
  sessionPriced: "This session has its price already; the price at its start is binding.",
  sessionNotHeld: "Nothing holds this session any more.",
  noTariffThere: "No tariff holds at this station. Assign one there, or choose a tariff for this session.",
  findingClosed: "Somebody has closed this finding already.",
  findingHoldsBill: "A bill waits for this finding: accept the session or give it a price.",

  // tariffs
  versionPublished: "Version {version} is published already.",
  versionNeverChanges: "This version is published and never changes. Begin a new version instead.",
  draftBegunMeanwhile: "Somebody has begun a draft meanwhile. Open it to continue.",
  draftChangedSinceOpened: "Somebody has changed this draft since you opened it. Open it again to see their changes.",
  draftChangedSinceRead: "Somebody has changed this draft since you read it. Read it again before publishing.",
  tariffUnsound: "This tariff cannot be published yet: some prices are missing or contradict each other.",
  tariffRetired: "“{tariff}” is retired.",
  tariffUnpublished: "This tariff has no published version.",
  publishFirst: "Publish a version first: a draft has no price that a session could get.",
  alreadyAssigned: "This tariff already holds there for the same people.",
  netForDrivers: "Drivers are shown prices with VAT. A tariff before VAT can hold for partners only.",
  assignmentEnded: "This assignment has ended already.",

  // drivers, partners, files
  emailTaken: "{name} has this e-mail address already.",
  tokenTaken: "{uid} already belongs to {holder}. A token has one holder.",
  partnerExists: "There is a partner {countryCode}-{partyId} already.",
  fileEmpty: "The file is empty.",
  fileTooLong: "The file has more than {lines} lines; split it.",
  columnsMissing: "The first line must name the columns; there is none called {columns}.",

  // bills
  monthNotBegun: "{month} has not begun in {timeZone}.",
  monthNotOver: "{month} is not over in {timeZone}. It can be billed up to now instead.",
  nothingToBill: "There is nothing to bill for {month}.",
  runIssued: "All invoices of {run} are issued already.",
  invoiceIssued: "Invoice {number} is already issued.",
  invoiceNotDiscardable: "Invoice {number} is issued: it can be credited, not discarded.",
  invoiceCredited: "Invoice {number} is credited already.",
  draftNotCredited: "A draft is discarded, not credited.",
  creditNoteNotCredited: "A credit note cannot itself be credited.",
  creditNoteNotPaid: "A credit note is not paid.",
  noPaymentOpen: "This invoice is {state}: no payment is open.",
  notAnAmount: "“{amount}” is not an amount of {currency}.",
  otherAmountOpen: "The open amount is {open}; a part of it, or more than it, cannot be recorded yet.",
  datesGoForward: "The last document of this series is dated {last}; a new one cannot be dated {wanted}.",
  draftHasNoDocument: "A draft has no document yet: issue it first.",
  documentBeingMade: "The document is being made. Try again in a moment.",
  documentThere: "The document is there already.",
  doneAtStripe: "Stripe has done this already.",
} as const;

/** Which sentence it is, whatever the language. */
export type RefusalReason = keyof typeof REFUSAL_SENTENCES;

/** The sentence itself, in English, as it stands in the code that refuses. */
export type RefusalSentence = (typeof REFUSAL_SENTENCES)[RefusalReason];

const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries(REFUSAL_SENTENCES).map(([reason, sentence]) => [sentence, reason]),
);

/** The reason that a sentence stands for. */
export function reasonOf(sentence: RefusalSentence): RefusalReason {
  const reason = REASONS.get(sentence);
  if (reason === undefined || !isReason(reason)) throw new Error(`There is no such sentence: ${sentence}`);
  return reason;
}

const isReason = (name: string): name is RefusalReason => name in REFUSAL_SENTENCES;
