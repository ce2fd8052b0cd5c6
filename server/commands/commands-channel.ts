/** The Postgres channel on which a station's id is said when it has a new command. */
export const COMMANDS_CHANNEL = "corrente_commands";

const REVOKED = "revoked:";

/** What is said there when a station's password was revoked. */
export const revocationOf = (stationId: string): string => `${REVOKED}${stationId}`;

/** The station of a revocation; null for a command. */
export const revokedStation = (payload: string): string | null =>
  payload.startsWith(REVOKED) ? payload.slice(REVOKED.length) : null;
