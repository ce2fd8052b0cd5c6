import { textUpTo, TOO_LONG } from "@/app/api/bounded";
import { handleWebhook } from "@/server/payments/handle-webhook";

export const dynamic = "force-dynamic";

/** Stripe's largest events have some hundred kilobytes. */
const MAX_LENGTH = 2_000_000;

/** Stripe's webhooks. The body is read as text, once: the signature is over its bytes. */
export async function POST(request: Request): Promise<Response> {
  const body = await textUpTo(request, MAX_LENGTH);
  const { status, message } =
    body === null ? TOO_LONG : await handleWebhook(body, request.headers.get("stripe-signature"));
  return Response.json({ message }, { status });
}
