/**
 * The password of a station in the database, while a new one may be under way to it (2.0.1
 * A01.FR.03, and 1.6's security whitepaper alike): what opens a connection, and what its use, an
 * answer or a refusal makes of it. Pure.
 */
/** A password under way to a station, by the command that carries it. */
export type PendingCredential = {
  readonly commandId: string;
  readonly hash: string;
  /** whether it opens a connection: not after another password was used */
  readonly isOpen: boolean;
};

export type StationCredentials = {
  /** null: none was given out */
  readonly hash: string | null;
  readonly pending: readonly PendingCredential[];
};

/** More than this were never under way to one station in earnest. */
const MAX_PENDING = 4;

/** The hashes of the passwords that open a connection now. */
export const openHashes = ({ hash, pending }: StationCredentials): readonly string[] => [
  ...(hash === null ? [] : [hash]),
  ...pending.filter(({ isOpen }) => isOpen).map((each) => each.hash),
];

/** A password goes out to the station: from now on both may be in force there. */
export const withSent = (
  { hash, pending }: StationCredentials,
  sent: Pick<PendingCredential, "commandId" | "hash">,
): StationCredentials => ({ hash, pending: [...pending, { ...sent, isOpen: true }].slice(-MAX_PENDING) });

/**
 * A connection was opened with one of them: that is the one in force, and the others open no more.
 * They stay, closed, for the station may still report that it has taken one over.
 */
export function withUsed({ hash, pending }: StationCredentials, used: string): StationCredentials {
  const others = pending.filter((each) => each.hash !== used).map((each) => ({ ...each, isOpen: false }));
  return { hash: used === hash || pending.some((each) => each.hash === used) ? used : hash, pending: others };
}

/** What the station said of the command that carried it. */
export type CredentialAnswer =
  /** it is in force from now on, alone */
  | "accepted"
  /** the old one stays */
  | "refused"
  /** nobody knows, or it is in force after a restart */
  | "undecided";

/** The station has answered the command that carried a password. */
export function withAnswer(
  { hash, pending }: StationCredentials,
  commandId: string,
  answer: CredentialAnswer,
): StationCredentials {
  const index = pending.findIndex((each) => each.commandId === commandId);
  const sent = pending[index];
  if (!sent || answer === "undecided") return { hash, pending };
  if (answer === "accepted") return { hash: sent.hash, pending: pending.slice(index + 1) };
  return { hash, pending: pending.filter((each) => each !== sent) };
}
