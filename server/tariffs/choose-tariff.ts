/** The audience of a price: anybody, our own drivers, or the drivers of roaming partners. */
export type Audience = "any" | "driver" | "emsp";

export type Scope = "operator" | "site" | "station";

/**
 * An assignment that reaches the station, with the version in force at the instant of the lookup.
 */
export type Candidate = {
  readonly assignmentId: string;
  readonly tariffId: string;
  readonly tariffSlug: string;
  readonly scope: Scope;
  readonly audience: Audience;
  readonly validFromMs: number;
  readonly validToMs: number | null;
  readonly retiredAtMs: number | null;
  readonly createdAtMs: number;
  /** null: no version was published by then */
  readonly tariffVersionId: string | null;
};

export type Verdict =
  | "chosen"
  | "less_specific"
  | "other_audience"
  | "wider_audience"
  | "older"
  | "not_yet_valid"
  | "no_longer_valid"
  | "not_published"
  | "retired";

/**
 * The reasons of the choice: every assignment that could apply, and its outcome. Stored with the
 * session.
 */
export type TariffBasis = {
  /** ISO instant for which the price was looked up */
  readonly at: string;
  readonly audience: Audience;
  readonly candidates: readonly {
    readonly assignmentId: string;
    readonly tariffId: string;
    readonly tariff: string;
    readonly scope: Scope;
    readonly audience: Audience;
    readonly verdict: Verdict;
  }[];
};

export type TariffChoice = { readonly tariffVersionId: string | null; readonly basis: TariffBasis };

const SCOPE_RANK: Readonly<Record<Scope, number>> = { station: 0, site: 1, operator: 2 };

/**
 * Chooses the most specific place, then a price for this audience over one for anybody, then the
 * newest assignment. Pure.
 */
export function chooseTariff(candidates: readonly Candidate[], audience: Audience, atMs: number): TariffChoice {
  const ruledOut = new Map<Candidate, Verdict>();
  for (const candidate of candidates) {
    const verdict = exclusionVerdict(candidate, audience, atMs);
    if (verdict) ruledOut.set(candidate, verdict);
  }
  const [best] = candidates.filter((candidate) => !ruledOut.has(candidate)).sort(byPrecedence);
  return {
    tariffVersionId: best?.tariffVersionId ?? null,
    basis: {
      at: new Date(atMs).toISOString(),
      audience,
      candidates: candidates.map((candidate) => ({
        assignmentId: candidate.assignmentId,
        tariffId: candidate.tariffId,
        tariff: candidate.tariffSlug,
        scope: candidate.scope,
        audience: candidate.audience,
        verdict: ruledOut.get(candidate) ?? (best && candidate !== best ? outrankedVerdict(candidate, best) : "chosen"),
      })),
    },
  };
}

function exclusionVerdict(candidate: Candidate, audience: Audience, atMs: number): Verdict | null {
  if (candidate.audience !== "any" && candidate.audience !== audience) return "other_audience";
  if (candidate.validFromMs > atMs) return "not_yet_valid";
  if (candidate.validToMs !== null && candidate.validToMs <= atMs) return "no_longer_valid";
  if (candidate.retiredAtMs !== null && candidate.retiredAtMs <= atMs) return "retired";
  return candidate.tariffVersionId === null ? "not_published" : null;
}

function byPrecedence(a: Candidate, b: Candidate): number {
  return (
    SCOPE_RANK[a.scope] - SCOPE_RANK[b.scope] ||
    Number(a.audience === "any") - Number(b.audience === "any") ||
    b.validFromMs - a.validFromMs ||
    b.createdAtMs - a.createdAtMs ||
    (a.assignmentId < b.assignmentId ? -1 : 1)
  );
}

function outrankedVerdict(candidate: Candidate, best: Candidate): Verdict {
  if (candidate.scope !== best.scope) return "less_specific";
  return candidate.audience === best.audience ? "older" : "wider_audience";
}
