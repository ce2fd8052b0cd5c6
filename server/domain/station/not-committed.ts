/**
 * What a station sent could not be committed now, and the same words may be later: the database is
 * away, or too much waits for it. Nothing was written.
 */
export class NotCommitted extends Error {
  constructor(cause: unknown) {
    super("The database did not take it.", { cause });
    this.name = "NotCommitted";
  }
}
