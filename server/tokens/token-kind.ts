import { TOKEN_KINDS } from "@/db/schema/tokens";

/** What a stored token is (2.0.1 part 2 §3.43, 2.1 appendix 7); "unspecified" matches any. */
export type StoredTokenKind = (typeof TOKEN_KINDS)[number];

/** Whether a presentation may mean both: then they cannot be two tokens of one number. */
export const overlaps = (kind: StoredTokenKind, other: StoredTokenKind): boolean =>
  kind === other || kind === "unspecified" || other === "unspecified";

/** The kind that a file names, as OCPP writes it or as we do; undefined for another word. */
export function readKind(text: string): StoredTokenKind | undefined {
  const plain = plainKind(text);
  return plain === "" ? "unspecified" : TOKEN_KINDS.find((kind) => plainKind(kind) === plain);
}

const plainKind = (text: string): string => text.toLowerCase().replaceAll(/[\s_-]/g, "");
