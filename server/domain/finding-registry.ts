import type { Role } from "@/server/domain/access/role";

/**
 * "hold" stops the bill until a person has decided; "info" stays in the charge record's rating
 * only.
 */
export type FindingSeverity = "info" | "warning" | "hold";

type FindingFact<Subject extends string = "session" | "station" | "invoice"> = {
  readonly subject: Subject;
  /** the highest severity it can have */
  readonly severity: FindingSeverity;
  readonly resolvedBy: Role;
  /** the action that resolves it, by that role */
  readonly action: string;
};

const session = (severity: FindingSeverity, resolvedBy: Role, action: string): FindingFact<"session"> => ({
  subject: "session",
  severity,
  resolvedBy,
  action,
});
const station = (resolvedBy: Role, action: string): FindingFact<"station"> => ({
  subject: "station",
  severity: "warning",
  resolvedBy,
  action,
});
const invoice = (resolvedBy: Role, action: string): FindingFact<"invoice"> => ({
  subject: "invoice",
  severity: "warning",
  resolvedBy,
  action,
});

const COMPARE = "Compare the readings with the charger's own display or log.";
const DECIDE = "Compare the readings, then accept the session or give it a price.";
const SET_CLOCK = "Set the clock of the station.";
const CHECK_LINE = "Check the connection of the station.";
const NOTHING = "Nothing to do; look at the message log when it happens often.";

/**
 * Every finding by its code. Codes are public and never change: they are stored, exported and
 * compared. The portal has a sentence for each in every language
 * (app/_i18n/<language>/findings.ts); a missing one does not compile.
 */
export const FINDINGS = {
  // the meter
  METER_START_MISSING: session("hold", "finance", DECIDE),
  METER_END_MISSING: session("hold", "finance", DECIDE),
  METER_START_PLACEHOLDER: session("hold", "finance", DECIDE),
  METER_STOP_IGNORED: session("hold", "finance", DECIDE),
  METER_STOP_MISMATCH: session("warning", "technician", COMPARE),
  METER_DIP: session("info", "technician", COMPARE),
  METER_SPIKE: session("hold", "technician", "Check the rated power of the EVSE, then the meter."),
  METER_RESET: session("hold", "technician", "Check why the meter restarted."),
  METER_COUNTS_FROM_ZERO: session("info", "technician", "Nothing to do; the meter counts each session from 0."),
  METER_JUMP: session("hold", "finance", DECIDE),
  METER_BELOW_POWER: session(
    "hold",
    "finance",
    "Check the unit of the meter; accepting bills what its register shows.",
  ),
  METER_GAP: session("info", "technician", CHECK_LINE),
  READING_BEFORE_START: session("info", "technician", SET_CLOCK),
  READING_AFTER_END: session("info", "technician", SET_CLOCK),
  // the clock
  END_BEFORE_START: session("hold", "finance", DECIDE),
  CLOCK_AHEAD: session("hold", "technician", SET_CLOCK),
  CLOCK_IMPLAUSIBLE: session("hold", "technician", SET_CLOCK),
  CLOCK_SKEW: station("technician", SET_CLOCK),
  // the state
  STATE_UNKNOWN: session("info", "technician", "Nothing to do; time in an unknown state is not billed as idle time."),
  // the price
  EMPTY_TARIFF: session("hold", "tariff_manager", "Give the session a price of another tariff."),
  NO_COMPONENT: session("warning", "tariff_manager", "Add a price for this part to the tariff."),
  CURRENT_UNKNOWN: session("warning", "tariff_manager", "Take the restriction on current out of the tariff."),
  NO_TARIFF: session("warning", "tariff_manager", "Assign a tariff there, or give the session a price."),
  PRICING_FAILED: session("hold", "owner", "Report the reason shown; the session stays held until it is priced."),
  // the messages
  UNKNOWN_TOKEN: session("warning", "operator", "Issue the token to its driver, or leave the session unbilled."),
  UNKNOWN_TRANSACTION: station("technician", "Look for the session in the message log."),
  START_MISSING: session("warning", "technician", CHECK_LINE),
  MESSAGES_MISSING: session("warning", "finance", COMPARE),
  SESSION_MESSAGE_REFUSED: session(
    "warning",
    "technician",
    "Open the refused message and read it again, or dismiss this to let the session be closed.",
  ),
  TRANSACTION_ID_REUSED: session("warning", "technician", "Update the firmware: its transaction ids must be unique."),
  MISSING_STOP: session("warning", "finance", COMPARE),
  END_AFTER_BILL: session("warning", "finance", "Compare the difference, then correct the bill by a credit note."),
  SECOND_STOP: session("warning", "technician", COMPARE),
  TRANSACTION_RELINKED: session("info", "technician", NOTHING),
  LATE_DATA: session("warning", "finance", "Compare the late readings with the bill."),
  // the station
  STATION_FAULT: station("technician", "Read the fault on the station's page; reset or repair the station."),
  SECURITY_EVENT: station("technician", "Check the station on site."),
  // the payment
  PAYMENT_DIFFERS: invoice("finance", "Collect or return the difference, then close the finding."),
} as const satisfies Readonly<Record<string, FindingFact>>;

export type FindingCode = keyof typeof FINDINGS;

/** The codes of findings about one kind of subject. */
export type FindingCodeOf<Subject extends FindingFact["subject"]> = {
  [Code in FindingCode]: (typeof FINDINGS)[Code]["subject"] extends Subject ? Code : never;
}[FindingCode];
