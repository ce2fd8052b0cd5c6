import type { TenantHandle } from "@/db/handle";
import { batchedQuery, type Numbered } from "@/db/batched-query";
import { resolveRefusedMessages } from "@/server/findings/refused-session-message";
import { addFinding } from "@/server/findings/add-finding";
import { issueChargeRecord } from "@/server/rating/issue-charge-record";
import { loadSessionEvidence, type StoredEvidence } from "@/server/rating/load-session-evidence";
import { rateSession } from "@/server/rating/rate-session";
import { moneyToDecimal } from "@/server/domain/money";
import type { Finding } from "@/server/domain/metering/finding";

export type FinalizeResult =
  /** The charge record was issued. `totalCost` is decimal text including tax. */
  | { readonly state: "rated" | "not_billable"; readonly totalCost: string; readonly chargeRecordId: string }
  /** A person must look first. */
  | { readonly state: "needs_price" | "hold" }
  /** There is no such ended session, or its record was issued before. */
  | { readonly state: "nothing" };

export type FinalizeOptions = {
  /** our clock, epoch ms: when the record is issued */
  readonly nowMs: number;
  /** a person has looked at what holds the session, and lets it pass */
  readonly acceptHolds?: boolean;
};

/**
 * Turns an ended session into its charge record, once. The same use case for the gateway (at the
 * end), the worker (after the wait) and a person (who gave it a price, or accepted a finding).
 * Throws when the pricing itself fails; nothing is written then.
 */
export async function finalizeSession(
  handle: TenantHandle,
  sessionId: string,
  { nowMs, acceptHolds = false }: FinalizeOptions,
): Promise<FinalizeResult> {
  await handle.queryBatched(lockSessions, { sessionId });
  const evidence = await loadSessionEvidence(handle, sessionId);
  if (!evidence || evidence.facts.state !== "ended" || isFinal(evidence)) return { state: "nothing" };
  const { facts } = evidence;
  const { tariffVersionId, seqNosWithGap } = facts;
  if (seqNosWithGap !== null) {
    const data = { received: seqNosWithGap };
    await addFinding(handle, { ...about(sessionId), code: "MESSAGES_MISSING", severity: "warning", data });
  }
  const priced = rateSession(evidence, BigInt(facts.endReceivedAtMs ?? nowMs));
  if (!priced || tariffVersionId === null) {
    await addFinding(handle, { ...about(sessionId), code: "NO_TARIFF", severity: "warning", data: {} });
    await setBillingState(handle, sessionId, "needs_price");
    return { state: "needs_price" };
  }
  const { findings } = priced.rating;
  await keepFindings(handle, sessionId, findings);
  // it was ended for want of a stop that was refused: its last reading may not be its end
  const isEndRefused = facts.hasRefusedEnd && facts.stopReason === null;
  if (facts.hasRefusedEnd && !isEndRefused) await resolveRefusedMessages(handle, sessionId);
  if ((isEndRefused || findings.some(({ severity }) => severity === "hold")) && !acceptHolds) {
    await setBillingState(handle, sessionId, "hold");
    return { state: "hold" };
  }
  const chargeRecordId = await issueChargeRecord(handle, { ...facts, tariffVersionId }, priced, nowMs);
  const state = facts.billingAccountId === null ? "not_billable" : "rated";
  await setBillingState(handle, sessionId, state);
  const { currency, totals } = priced.rating;
  return { state, totalCost: moneyToDecimal({ minor: totals.grossMinor, currency }), chargeRecordId };
}

/**
 * Holds a session after its pricing failed and raises a finding; the charger's answer is not
 * affected.
 */
export async function holdAfterError(handle: TenantHandle, sessionId: string, error: unknown): Promise<void> {
  const reason = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : "unknown";
  await addFinding(handle, { ...about(sessionId), code: "PRICING_FAILED", severity: "hold", data: { reason } });
  await setBillingState(handle, sessionId, "hold");
}

const isFinal = ({ facts }: StoredEvidence): boolean =>
  facts.billingState === "rated" || facts.billingState === "not_billable";

const about = (sessionId: string) => ({ stationId: null, sessionId });

/** Puts before a person what wants one; mere notes stay in the rating that the record keeps. */
async function keepFindings(handle: TenantHandle, sessionId: string, findings: readonly Finding[]): Promise<void> {
  for (const { code, severity, data } of findings) {
    if (severity !== "info") await addFinding(handle, { ...about(sessionId), code, severity, data });
  }
}

export async function setBillingState({ queryBatched }: TenantHandle, sessionId: string, state: string): Promise<void> {
  await queryBatched(setBillingStates, { sessionId, state });
}

const setBillingStates = batchedQuery(
  { sessionId: "uuid", state: "text" },
  (query, input) => query<Numbered>`
  update sessions s set billing_state = input.state
    from ${input}
   where s.tenant_id = input."tenantId" and s.id = input."sessionId"`,
);

/** Nobody else settles them until the end of the transaction. */
const lockSessions = batchedQuery(
  { sessionId: "uuid" },
  (query, input) => query<Numbered>`
  select input.n
    from ${input}
    join sessions s on s.tenant_id = input."tenantId" and s.id = input."sessionId"
   order by s.id
     for no key update of s`,
);
