import { handleWebhook } from "@/server/payments/handle-webhook";

export const dynamic = "force-dynamic";

/** Stripe's webhooks. The body is read as text, once: the signature is over its bytes. */
export async function POST(request: Request): Promise<Response> {
  const { status, message } = await handleWebhook(await request.text(), request.headers.get("stripe-signature"));
  return Response.json({ message }, { status });
}
