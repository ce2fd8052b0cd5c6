import { and, eq, isNull, lt, not, sql } from "drizzle-orm";
import { queryOf } from "@/db/handle";
import { withPlatform } from "@/db/platform";
import { stripeEvents } from "@/db/schema/payments";
import { hasJob } from "@/server/outbox/has-job";
import { putJobWithQuery } from "@/server/outbox/put";
import { syncInvoice } from "@/server/payments/sync-invoice";
import { isLiveKey } from "@/server/payments/stripe";

/**
 * The job of one stored webhook. The webhook is a hint only: the invoice is fetched again and its
 * present state at Stripe applied, so that late, repeated and reordered events have the same
 * result.
 * @throws StripeFailure, and is then tried again
 */
export async function processStripeEvent({ eventId }: { eventId: string }): Promise<void> {
  const event = await withPlatform("read a stored webhook of Stripe", async (db) => {
    const [row] = await db.select().from(stripeEvents).where(eq(stripeEvents.eventId, eventId));
    return row;
  });
  if (!event || event.processedAt !== null) return;
  if (event.livemode !== isLiveKey()) return markProcessed(eventId, "of the other mode");
  await markProcessed(eventId, event.objectId === null ? "names no object" : await syncInvoice(event.objectId));
}

const markProcessed = (eventId: string, note: string | null): Promise<void> =>
  withPlatform("mark a stored webhook of Stripe as done", async (db) => {
    const done = { processedAt: new Date(), lastError: note };
    await db.update(stripeEvents).set(done).where(eq(stripeEvents.eventId, eventId));
  });

/** Queues lost webhook jobs again: events unprocessed for five minutes and without a job. */
export const requeueStalledEvents = (): Promise<number> =>
  withPlatform("find webhooks of Stripe that nobody looked at", async (db) => {
    const stalled = await db
      .select({ eventId: stripeEvents.eventId })
      .from(stripeEvents)
      .where(
        and(
          isNull(stripeEvents.processedAt),
          lt(stripeEvents.receivedAt, sql`now() - interval '5 minutes'`),
          not(hasJob("stripe.event", stripeEvents.eventId)),
        ),
      );
    for (const { eventId } of stalled) {
      await putJobWithQuery(queryOf(db), "stripe.event", { eventId }, { key: `stripe.event:${eventId}` });
    }
    return stalled.length;
  });
