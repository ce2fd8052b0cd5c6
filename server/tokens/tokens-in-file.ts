import { overlaps, type StoredTokenKind } from "./token-kind";

type Named = { readonly uid: string; readonly kind: StoredTokenKind };

/** The tokens that earlier lines of a file have taken. */
export class TokensInFile {
  readonly #lines = new Map<string, { readonly kind: StoredTokenKind; readonly line: number }[]>();

  /** The line that has taken this token already. */
  lineOf({ uid, kind }: Named): number | undefined {
    return this.#lines.get(uid.toLowerCase())?.find((other) => overlaps(kind, other.kind))?.line;
  }

  add({ uid, kind }: Named, line: number): void {
    const known = this.#lines.get(uid.toLowerCase());
    if (known) known.push({ kind, line });
    else this.#lines.set(uid.toLowerCase(), [{ kind, line }]);
  }
}
