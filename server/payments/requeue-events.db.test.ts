import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withPlatform } from "@/db/platform";
import { actAs, closePools } from "@/db/process";
import { stripeEvents } from "@/db/schema/payments";
import { requeueStalledEvents } from "./process-stripe-event";

beforeAll(async () => {
  await closePools();
  actAs("worker"); // the queue is the worker's
});
afterAll(() => actAs("portal"));

test("requeues a webhook whose job was lost, once", async () => {
  const eventId = `evt_${randomUUID()}`;
  const jobs = () =>
    withPlatform("a test looks at the queue", (db) =>
      db.execute<{ updatedAt: string }>(
        sql`select updated_at::text as "updatedAt" from graphile_worker.jobs where key = ${`stripe.event:${eventId}`}`,
      ),
    );
  await withPlatform("a test stores a webhook", (db) =>
    db.insert(stripeEvents).values({
      eventId,
      type: "invoice.paid",
      livemode: false,
      objectId: "in_1",
      payload: {},
      receivedAt: new Date(Date.now() - 3_600_000),
    }),
  );
  await requeueStalledEvents();
  const [first] = await jobs();
  expect(first).toBeDefined();
  await requeueStalledEvents();
  expect(await jobs()).toEqual([first]);
});
