import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actAs, closePools } from "@/db/process";
import { stripeOperations } from "@/db/schema/payments";
import { writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { intentKeyOf, type Operation } from "./operation";
import { planOperation, putOperationJob } from "./plan-operation";
import { requeueStalledOperations } from "./retry-operation";

beforeAll(async () => {
  await closePools();
  actAs("worker"); // the queue is the worker's
});
afterAll(() => actAs("portal"));

const HOUR_AGO = new Date(Date.now() - 3_600_000);

test("requeues an operation whose job was lost, once; leaves one that waits for its retry", async () => {
  const { tenantId } = await freshTenant();
  const write = <T>(fn: Parameters<typeof writeTenant<T>>[1]) => writeTenant(tenantId, fn);
  const operation: Operation = { kind: "invoice.pay_out_of_band", invoiceId: randomUUID(), after: null };
  await write((db) => planOperation(db, operation));
  const [row] = await write((db) =>
    db
      .update(stripeOperations)
      .set({ state: "failed_retryable", createdAt: HOUR_AGO, firstSentAt: HOUR_AGO })
      .where(eq(stripeOperations.intentKey, intentKeyOf(operation)))
      .returning({ id: stripeOperations.id }),
  );
  const id = row?.id ?? "";
  const inTenMinutes = new Date(Date.now() + 600_000);
  await write((db) => putOperationJob(db, id, inTenMinutes));
  expect(await write((db) => requeueStalledOperations(db))).toBe(0);

  await write((db) => db.execute(sql`select graphile_worker.remove_job(${`stripe.operation:${id}`})`));
  expect(await write((db) => requeueStalledOperations(db))).toBe(1);
  expect(await write((db) => requeueStalledOperations(db))).toBe(0);
});

test("a call behind one that failed for good is not requeued", async () => {
  const { tenantId } = await freshTenant();
  const write = <T>(fn: Parameters<typeof writeTenant<T>>[1]) => writeTenant(tenantId, fn);
  const invoiceId = randomUUID();
  const first: Operation = { kind: "invoice.pay_out_of_band", invoiceId, after: null };
  const second: Operation = {
    kind: "invoice.finalize",
    invoiceId,
    currency: "EUR",
    grossMinor: "100",
    after: intentKeyOf(first),
  };
  await write(async (db) => {
    await planOperation(db, first);
    await planOperation(db, second);
    await db.update(stripeOperations).set({ createdAt: HOUR_AGO });
    await db.update(stripeOperations).set({ state: "failed_final" }).where(eq(stripeOperations.kind, first.kind));
  });
  expect(await write((db) => requeueStalledOperations(db))).toBe(0);
});
