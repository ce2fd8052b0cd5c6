import { errorCode } from "@/db/error-code";
import { QueueIsFull, type WriteFailure } from "@/server/station-events/group-commit";

/**
 * Another gateway wrote the same event between our look and our insert: the whole transaction is
 * undone and tried again.
 */
export class WrittenMeanwhile extends Error {
  constructor() {
    super("The same event was written by another transaction meanwhile.");
    this.name = "WrittenMeanwhile";
  }
}

/**
 * Postgres.js: the server cannot be reached, or is not let in (53: no resources, 57P03: starting
 * up).
 */
const UNREACHABLE = /^(ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|CONNECT_TIMEOUT|CONNECTION_ENDED|57P03|53...)$/;

/** A connection that broke under us, a deadlock: the same words may well succeed now. */
const TRANSIENT = /^(CONNECTION_CLOSED|CONNECTION_DESTROYED|ECONNRESET|EPIPE|57P01|57P02|08...|40001|40P01|55P03)$/;

/** A twin that was faster, most likely. */
const UNIQUE_VIOLATION = "23505";

/** What went wrong with a transaction, and so whether to try it again. */
export function classifyDatabaseError(error: unknown): WriteFailure {
  if (error instanceof WrittenMeanwhile) return "transient";
  const code = errorCode(error);
  if (UNREACHABLE.test(code)) return "outage";
  return TRANSIENT.test(code) || code === UNIQUE_VIOLATION ? "transient" : "bad-entry";
}

/** Whether it says nothing of what was to be written, only that the moment was bad. */
export function isRetryable(error: unknown): boolean {
  const code = errorCode(error);
  return UNREACHABLE.test(code) || TRANSIENT.test(code);
}

/** Whether the same may be written later: the database was away, or too much waited for it. */
export const mayBeCommittedLater = (error: unknown): boolean =>
  error instanceof QueueIsFull || classifyDatabaseError(error) !== "bad-entry";
