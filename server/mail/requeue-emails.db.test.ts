import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actAs, closePools } from "@/db/process";
import { emailDeliveries } from "@/db/schema/email-deliveries";
import { writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { requeueUnsentEmails } from "./deliver-email";
import { queueEmail } from "./queue-email";

beforeAll(async () => {
  await closePools();
  actAs("worker"); // the queue is the worker's
});
afterAll(() => actAs("portal"));

test("a queued e-mail whose job still waits is left alone; one whose job was lost gets a new job", async () => {
  const tenant = await freshTenant();
  const write = <T>(fn: Parameters<typeof writeTenant<T>>[1]) => writeTenant(tenant.tenantId, fn);
  const email = { template: "member-invited", recipient: "rui@people.test", locale: "pt", props: {} } as const;
  const { deliveryId } = await write((db) => queueEmail(db, email));
  const longAgo = new Date(Date.now() - 86_400_000);
  await write((db) => db.update(emailDeliveries).set({ createdAt: longAgo }).where(eq(emailDeliveries.id, deliveryId)));
  expect(await write((db) => requeueUnsentEmails(db))).toBe(0);
  await write((db) => db.execute(sql`select graphile_worker.remove_job(${`mail.send:${deliveryId}`})`));
  expect(await write((db) => requeueUnsentEmails(db))).toBe(1);
});
