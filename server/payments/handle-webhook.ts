import { withPlatform } from "@/db/platform";
import { queryOf } from "@/db/handle";
import { stripeEvents } from "@/db/schema/payments";
import { env } from "@/server/env";
import { putJobWithQuery } from "@/server/outbox/put";
import { verifyEvent } from "@/server/payments/stripe";

/** The response to Stripe, which delivers again on anything but 2xx. */
export type WebhookAnswer = { status: 200 | 400 | 503; message: string };

/**
 * Events that can change an invoice of ours; one source for each fact (billing: webhooks). Others
 * are acknowledged and not stored.
 */
const HANDLED_EVENTS: ReadonlySet<string> = new Set([
  "invoice.finalized",
  "invoice.marked_uncollectible",
  "invoice.paid",
  "invoice.payment_failed",
  "invoice.voided",
]);

/**
 * Stores a webhook once and responds; the worker processes it later with data fetched from Stripe.
 * @param rawBody byte for byte as received: the signature covers it
 */
export async function handleWebhook(rawBody: string, signature: string | null): Promise<WebhookAnswer> {
  const secret = env().STRIPE_WEBHOOK_SECRET;
  if (secret === undefined) {
    return { status: 503, message: "Webhooks are refused: no signing secret is configured (STRIPE_WEBHOOK_SECRET)." };
  }
  const event = signature === null ? null : verifyEvent(rawBody, signature, secret);
  if (event === null) return { status: 400, message: "The signature is not Stripe's. Nothing was stored." };
  if (!HANDLED_EVENTS.has(event.type)) return { status: 200, message: "Heard, not needed." };
  return withPlatform("store a webhook of Stripe", async (db) => {
    const { id, type, livemode, objectId, payload } = event;
    const [stored] = await db
      .insert(stripeEvents)
      .values({ eventId: id, type, livemode, objectId, payload })
      .onConflictDoNothing()
      .returning({ eventId: stripeEvents.eventId });
    if (!stored) return { status: 200, message: "Known already." };
    await putJobWithQuery(queryOf(db), "stripe.event", { eventId: id }, { key: `stripe.event:${id}` });
    return { status: 200, message: "Stored." };
  });
}
