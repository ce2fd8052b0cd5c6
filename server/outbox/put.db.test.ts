import postgres from "postgres";
import { expect, test } from "vitest";
import { gatewayTransaction } from "@/db/gateway";
import { batchHandles } from "@/db/handle";
import { writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { putJobWithQuery, putJob } from "@/server/outbox/put";

async function jobsOf(tenantId: string): Promise<readonly { topic: string; key: string | null; isLater: boolean }[]> {
  const admin = postgres(process.env.TEST_DATABASE_URL ?? "", { max: 1 });
  const rows = await admin<{ topic: string; key: string | null; isLater: boolean }[]>`
    select t.identifier as topic, j.key, j.run_at > now() + interval '1 minute' as "isLater"
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.payload ->> 'tenantId' = ${tenantId} order by j.id`;
  await admin.end();
  return [...rows];
}

test("a job commits with its change or not at all; a key replaces a waiting job", async () => {
  const { tenantId } = await freshTenant();
  const rolledBack = writeTenant(tenantId, async (db) => {
    await putJob(db, "session.settle", { tenantId, sessionId: "none" });
    throw new Error("changed my mind");
  });
  await expect(rolledBack).rejects.toThrow("changed my mind");
  expect(await jobsOf(tenantId)).toEqual([]);
  const key = `session.settle/${tenantId}`;
  await writeTenant(tenantId, (db) => putJob(db, "session.settle", { tenantId, sessionId: "one" }, { key }));
  const runAt = new Date(Date.now() + 3_600_000);
  await gatewayTransaction([tenantId], (sql) =>
    putJobWithQuery(
      batchHandles(sql, { isSingle: true })(tenantId).query,
      "session.settle",
      { tenantId, sessionId: "one" },
      { key, runAt },
    ),
  );
  expect(await jobsOf(tenantId)).toEqual([{ topic: "session.settle", key, isLater: true }]);
});
