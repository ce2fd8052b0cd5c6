import { and, eq, inArray, ne, or, sql } from "drizzle-orm";
import { z } from "zod";
import { stripeOperations } from "@/db/schema/payments";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { hasJob } from "@/server/outbox/has-job";
import { customerOperation } from "@/server/payments/collect-payment";
import { settlementOf } from "@/server/payments/credit-at-stripe";
import { Operation } from "@/server/payments/operation";
import { putOperationJob } from "@/server/payments/plan-operation";

type Row = typeof stripeOperations.$inferSelect;

/**
 * Repeats a refused call after its cause was fixed: under a new idempotency key, because Stripe
 * repeats a refusal under the old one. Calls with a differing total, and bank transfers refused for
 * a paid invoice, are looked up and not repeated. A call waiting for its next attempt is tried at
 * once.
 * @throws Refusal NOT_FOUND, CONFLICT when there is nothing to retry
 */
export async function retryOperation(db: TenantWrite, operationId: string): Promise<void> {
  const [row] = await db.select().from(stripeOperations).where(eq(stripeOperations.id, operationId)).for("update");
  if (!row) throw new Refusal("payment_operation_not_found");
  if (row.state === "succeeded") throw new Refusal("payment_operation_done");
  if (row.state === "failed_final") {
    const operation = await refreshParams(db, Operation.parse(row.params));
    await db
      .update(stripeOperations)
      .set({
        state: mayBeDone(row) ? "unknown" : "planned",
        epoch: row.epoch + 1,
        attempts: 0,
        firstSentAt: null,
        finishedAt: null,
        params: operation,
      })
      .where(eq(stripeOperations.id, row.id));
  }
  await putOperationJob(db, row.id);
}

const mayBeDone = ({ kind, lastError }: Row): boolean =>
  kind === "invoice.pay_out_of_band" || z.object({ code: z.literal("total_differs") }).safeParse(lastError).success;

/**
 * Refreshes facts that may have changed since the call was planned: the account's data, and how a
 * credited invoice was paid, since the payment may come between the credit note and the call.
 */
async function refreshParams(db: TenantWrite, operation: Operation): Promise<Operation> {
  if (operation.kind === "customer.create") return customerOperation(db, operation.accountId);
  if (operation.kind !== "credit_note.create") return operation;
  return { ...operation, settlement: await settlementOf(db, operation.invoiceId) };
}

/**
 * Queues operations again whose worker died or whose job was lost. Once a minute. Operations that
 * wait for an earlier one are queued by it, and never when that one failed for good.
 */
export async function requeueStalledOperations(db: TenantWrite): Promise<number> {
  const stalled = await db
    .select()
    .from(stripeOperations)
    .where(
      and(
        inArray(stripeOperations.state, ["planned", "in_flight", "failed_retryable", "unknown"]),
        or(ne(stripeOperations.state, "planned"), mayStart),
      ),
    );
  const now = Date.now();
  const due = stalled.filter((row) => isDue(row, now));
  const withoutJobs = await withoutJob(db, due);
  for (const { id } of withoutJobs) await putOperationJob(db, id);
  return withoutJobs.length;
}

/**
 * Operations without a job for their next attempt. A job for one that sent nothing yet may be
 * queued again in any case.
 */
async function withoutJob(db: TenantWrite, due: readonly Row[]): Promise<readonly Row[]> {
  const sent = due.filter(({ state }) => state !== "planned").map(({ id }) => id);
  if (sent.length === 0) return due;
  const withJob = await db
    .select({ id: stripeOperations.id })
    .from(stripeOperations)
    .where(and(inArray(stripeOperations.id, sent), hasJob("stripe.operation", stripeOperations.id)));
  const withJobIds = new Set(withJob.map(({ id }) => id));
  return due.filter(({ id }) => !withJobIds.has(id));
}

const mayStart = sql`(${stripeOperations.params}->>'after' is null or exists (
  select from stripe_operations earlier
   where earlier.tenant_id = ${stripeOperations.tenantId} and earlier.intent_key = ${stripeOperations.params}->>'after'
     and earlier.state = 'succeeded'))`;

/** Long enough in its state that its worker must have died. */
function isDue(row: Row, now: number): boolean {
  if (row.state === "in_flight") return row.leaseUntil !== null && row.leaseUntil.getTime() < now;
  const stalledAfterMs = row.state === "planned" ? 120_000 : 1_200_000;
  const since = row.firstSentAt ?? row.createdAt;
  return now - since.getTime() > stalledAfterMs;
}
