import { createHmac, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { withPlatform } from "@/db/platform";
import { stripeEvents } from "@/db/schema/payments";
import type { env } from "@/server/env";
import { handleWebhook } from "./handle-webhook";

const settings = vi.hoisted(() => ({ STRIPE_WEBHOOK_SECRET: "whsec_test" as string | undefined }));
vi.mock("@/server/env", async (original) => {
  const actual = await original<{ env: typeof env }>();
  return { ...actual, env: () => ({ ...actual.env(), ...settings }) };
});

let eventId: string;

beforeEach(() => {
  settings.STRIPE_WEBHOOK_SECRET = "whsec_test";
  eventId = `evt_${randomUUID()}`;
});

const bodyOf = (type: string) =>
  JSON.stringify({
    id: eventId,
    object: "event",
    type,
    livemode: false,
    created: 1,
    data: { object: { id: "in_1", object: "invoice" } },
  });

/** Stripe's v1 scheme: HMAC-SHA256 over `timestamp.body`. */
const sign = (body: string, secret = "whsec_test", at = Math.floor(Date.now() / 1000)) =>
  `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")}`;

const stored = () =>
  withPlatform("a test looks at stored webhooks", (db) =>
    db.select().from(stripeEvents).where(eq(stripeEvents.eventId, eventId)),
  );

test("a signed event is stored once, however often it is delivered", async () => {
  const body = bodyOf("invoice.paid");
  const answers = await Promise.all(Array.from({ length: 5 }, () => handleWebhook(body, sign(body))));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(await stored()).toMatchObject([
    { type: "invoice.paid", objectId: "in_1", livemode: false, processedAt: null },
  ]);
});

const BODY = () => bodyOf("invoice.paid");
test.each([
  ["another secret", () => sign(BODY(), "whsec_other")],
  ["another body", () => sign(`${BODY()} `)],
  ["a signature of an hour ago", () => sign(BODY(), "whsec_test", Math.floor(Date.now() / 1000) - 3600)],
  ["no signature", () => null],
  ["nonsense", () => "t=now,v1=zz"],
])("%s: 400, and nothing is stored", async (_, signature) => {
  expect(await handleWebhook(BODY(), signature())).toMatchObject({ status: 400 });
  expect(await stored()).toEqual([]);
});

test("a signed body that is no event: 400", async () => {
  expect(await handleWebhook("{", sign("{"))).toMatchObject({ status: 400 });
});

test("without a signing secret every webhook is refused", async () => {
  settings.STRIPE_WEBHOOK_SECRET = undefined;
  const body = BODY();
  expect(await handleWebhook(body, sign(body))).toMatchObject({ status: 503 });
  expect(await stored()).toEqual([]);
});

test("an event of an unhandled type is acknowledged and not stored", async () => {
  const body = bodyOf("customer.updated");
  expect(await handleWebhook(body, sign(body))).toMatchObject({ status: 200 });
  expect(await stored()).toEqual([]);
});
