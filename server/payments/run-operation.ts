import { and, eq, sql } from "drizzle-orm";
import { stripeOperations } from "@/db/schema/payments";
import { type TenantWrite, writeTenant } from "@/db/tenant";
import { applyResult } from "@/server/payments/apply-result";
import { callStripe } from "@/server/payments/call-stripe";
import { type CallResult, intentKeyOf, type LeasedOperation, Operation } from "@/server/payments/operation";
import { putOperationJob } from "@/server/payments/plan-operation";
import { resolveOperation } from "@/server/payments/resolve-operation";
import { StripeFailure } from "@/server/payments/stripe";

const LEASE_MS = 30_000;
/**
 * Stripe keeps an idempotency key for at least 24 hours; after this time the object is looked up
 * and the call not repeated (billing: operation log).
 */
const IDEMPOTENCY_KEY_TTL_MS = 20 * 3_600_000;
const MAX_BACKOFF_MS = 600_000;
const MIN_RESOLVE_DELAY_MS = 20_000;

/**
 * The job of one call: take a lease and commit it, call, commit the result. Killed at any point,
 * the next run repeats the call under the same key, and Stripe returns the first result.
 */
export async function runOperation({
  tenantId,
  operationId,
}: {
  tenantId: string;
  operationId: string;
}): Promise<void> {
  const leased = await writeTenant(tenantId, (db) => lease(db, operationId));
  if (!leased) return;
  const result = await callOnce(leased);
  await writeTenant(tenantId, (db) => saveResult(db, leased, result));
}

type Row = typeof stripeOperations.$inferSelect;

async function lease(db: TenantWrite, operationId: string): Promise<LeasedOperation | null> {
  const row = await lockOperation(db, operationId);
  if (!row || row.state === "succeeded" || row.state === "failed_final") return null;
  const now = new Date();
  if (row.state === "in_flight" && row.leaseUntil && row.leaseUntil > now) {
    await putOperationJob(db, row.id, row.leaseUntil);
    return null;
  }
  const operation = Operation.parse(row.params);
  if (!(await mayStart(db, operation))) return null; // the operation before it queues it
  const firstSentAt = row.firstSentAt ?? now;
  const isStale = now.getTime() - firstSentAt.getTime() > IDEMPOTENCY_KEY_TTL_MS;
  const attempts = row.attempts + 1;
  await db
    .update(stripeOperations)
    .set({ state: "in_flight", leaseUntil: new Date(now.getTime() + LEASE_MS), firstSentAt, attempts })
    .where(eq(stripeOperations.id, row.id));
  return {
    id: row.id,
    tenantId: db.tenantId,
    operation,
    idempotencyKey: `${row.id}:${row.epoch}`,
    attempts,
    plannedAt: row.createdAt,
    mustResolve: row.state === "unknown" || isStale,
  };
}

async function mayStart(db: TenantWrite, { after }: Operation): Promise<boolean> {
  if (after === null) return true;
  const [predecessor] = await db.select().from(stripeOperations).where(eq(stripeOperations.intentKey, after));
  return predecessor?.state === "succeeded";
}

async function callOnce(leased: LeasedOperation): Promise<CallResult> {
  try {
    return leased.mustResolve ? await resolveOperation(leased) : await callStripe(leased);
  } catch (error) {
    // every failed call is stored as a state of the operation, visible to staff
    if (!(error instanceof StripeFailure)) throw error;
    const verdict = leased.mustResolve ? "unknown" : error.verdict;
    return { verdict, message: error.message, code: error.code, requestId: error.requestId };
  }
}

async function saveResult(db: TenantWrite, leased: LeasedOperation, result: CallResult): Promise<void> {
  const row = await lockOperation(db, leased.id);
  // an expired lease was taken over; the new holder gets the same response from Stripe
  if (!row || row.state !== "in_flight" || row.attempts !== leased.attempts) return;
  await db
    .update(stripeOperations)
    .set(nextState(row, leased, result))
    .where(eq(stripeOperations.id, row.id));
  const waitMs = retryDelayMs(result, row.attempts);
  if (waitMs !== null) await putOperationJob(db, row.id, new Date(Date.now() + waitMs));
  await applyResult(db, leased.operation, result);
  if (result.verdict === "done") await queueDependents(db, leased.operation);
}

function nextState(row: Row, leased: LeasedOperation, result: CallResult): Partial<Row> {
  const released = { leaseUntil: null, finishedAt: null };
  switch (result.verdict) {
    case "done":
      return {
        ...released,
        state: "succeeded",
        stripeObjectId: result.objectId,
        lastError: null,
        finishedAt: new Date(),
      };
    case "absent": // provably never made: the next attempt is a new call
      return { ...released, state: "planned", epoch: row.epoch + 1, firstSentAt: null };
    case "final":
      return { ...released, state: "failed_final", lastError: errorOf(result), finishedAt: new Date() };
    case "unknown":
      return { ...released, state: "unknown", lastError: errorOf(result) };
    case "retry":
      return { ...released, state: "failed_retryable", lastError: errorOf(result), attempts: leased.attempts };
  }
}

function retryDelayMs({ verdict }: CallResult, attempts: number): number | null {
  if (verdict === "done" || verdict === "final") return null;
  if (verdict === "absent") return 0;
  const backoff = Math.min(MAX_BACKOFF_MS, 1_000 * 2 ** Math.min(attempts, 12));
  return verdict === "unknown" ? Math.max(MIN_RESOLVE_DELAY_MS, backoff) : backoff;
}

const errorOf = ({ message, code, requestId }: Extract<CallResult, { message: string }>) => ({
  message,
  code,
  requestId,
  at: new Date().toISOString(),
});

async function queueDependents(db: TenantWrite, operation: Operation): Promise<void> {
  const waiting = await db
    .select({ id: stripeOperations.id })
    .from(stripeOperations)
    .where(
      and(eq(stripeOperations.state, "planned"), eq(sql`${stripeOperations.params}->>'after'`, intentKeyOf(operation))),
    );
  for (const { id } of waiting) await putOperationJob(db, id);
}

async function lockOperation(db: TenantWrite, operationId: string): Promise<Row | undefined> {
  const [row] = await db.select().from(stripeOperations).where(eq(stripeOperations.id, operationId)).for("update");
  return row;
}
