import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { withPlatform } from "./platform";
import { actAs, closePools } from "./process";
import { ocppMessages } from "./schema/message-log";
import { readTenant, writeTenant } from "./tenant";
import { type FreshTenant, freshTenant } from "./testing/fresh-tenant";

const DAY_MS = 86_400_000;

let tenant: FreshTenant;

beforeAll(async () => {
  await closePools();
  actAs("worker"); // whose duty it is
});
afterAll(() => actAs("portal"));
beforeEach(async () => {
  tenant = await freshTenant();
});

const received = (receivedAt: Date) =>
  writeTenant(tenant.tenantId, (db) =>
    db.insert(ocppMessages).values({
      stationId: tenant.station.id,
      receivedAt,
      direction: "in",
      ocppVersion: "1.6",
      request: "{}",
    }),
  );

const partitionsOfMessages = async () => {
  const rows = await readTenant(tenant.tenantId, (db) =>
    db.execute<{ name: string }>(sql`select tableoid::regclass::text as name from ocpp_messages order by received_at`),
  );
  return rows.map(({ name }) => name);
};

const asWorker = (statement: ReturnType<typeof sql>) =>
  withPlatform("a test keeps the message log", (db) => db.execute(statement));

test("messages that came while nobody made partitions do not stop the worker: they move to their own", async () => {
  const day = new Date(Date.now() + 20 * DAY_MS);
  await received(day);
  expect(await partitionsOfMessages()).toEqual(["ocpp_messages_rest"]);
  await asWorker(sql`select ensure_message_partitions(21)`);
  expect(await partitionsOfMessages()).toEqual([`ocpp_messages_${day.toISOString().slice(0, 10).replaceAll("-", "")}`]);
  await received(day); // and the partition takes more
  expect(await partitionsOfMessages()).toHaveLength(2);
});

test("a partition that the worker makes is as closed as those before it", async () => {
  await asWorker(sql`select ensure_message_partitions(27)`);
  const open = await asWorker(sql`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'ocpp_messages'::regclass
       and (not c.relrowsecurity or not c.relforcerowsecurity or exists (
         select from aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a where a.grantee <> c.relowner))`);
  expect([...open]).toEqual([]);
});

test("two workers may make the same partitions at the same time", async () => {
  await Promise.all([1, 2, 3].map(() => asWorker(sql`select ensure_message_partitions(24)`)));
  const day = new Date(Date.now() + 24 * DAY_MS);
  await received(day);
  expect(await partitionsOfMessages()).not.toContain("ocpp_messages_rest");
});

test("what lies outside every partition ends with the retention too", async () => {
  await received(new Date(Date.now() - 5000 * DAY_MS));
  await received(new Date());
  await asWorker(sql`select drop_message_partitions(4000)`);
  expect(await partitionsOfMessages()).toHaveLength(1);
});
