import { eq, sql } from "drizzle-orm";
import { stripeOperations } from "@/db/schema/payments";
import type { TenantWrite } from "@/db/tenant";
import { putJob } from "@/server/outbox/put";
import { intentKeyOf, type Operation, subjectOf } from "@/server/payments/operation";

/**
 * Records a call to Stripe, and the job that makes it, in the transaction that needs it. Planning
 * the same intent again does nothing.
 */
export async function planOperation(db: TenantWrite, operation: Operation): Promise<void> {
  const [planned] = await db
    .insert(stripeOperations)
    .values({
      intentKey: intentKeyOf(operation),
      kind: operation.kind,
      ...subjectOf(operation),
      params: operation,
      createdAt: sql`clock_timestamp()`, // operations of one transaction keep their order
    })
    .onConflictDoNothing()
    .returning({ id: stripeOperations.id });
  // a blocked operation is queued by the one it waits for
  if (planned && !(await isBlocked(db, operation))) await putOperationJob(db, planned.id);
}

/** Queues the job that makes a call; at most one job waits for each operation. */
export const putOperationJob = (db: TenantWrite, operationId: string, runAt?: Date): Promise<void> =>
  putJob(
    db,
    "stripe.operation",
    { tenantId: db.tenantId, operationId },
    { key: `stripe.operation:${operationId}`, ...(runAt ? { runAt } : {}) },
  );

async function isBlocked(db: TenantWrite, { after }: Operation): Promise<boolean> {
  if (after === null) return false;
  const [predecessor] = await db
    .select({ state: stripeOperations.state })
    .from(stripeOperations)
    .where(eq(stripeOperations.intentKey, after));
  return predecessor?.state !== "succeeded";
}
