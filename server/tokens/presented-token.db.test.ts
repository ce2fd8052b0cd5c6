import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { readTenant, writeTenant } from "@/db/tenant";
import { presentedToken } from "./presented-token";

const insertPresentedToken = (tenant: FreshTenant, uid: string, minutesAgo: number) =>
  writeTenant(tenant.tenantId, (db) =>
    db.execute(sql`
      insert into station_events (station_id, key, type, at, received_at, event, outcome)
      select ${tenant.station.id}::uuid, ${`authorize/${uid}/${minutesAgo}`}, 'token-presented', t.at, t.at,
             jsonb_build_object('token', jsonb_build_object('uid', ${uid}::text)),
             '{"type":"authorization","authorization":"unknown"}'
        from (select now() - make_interval(mins => ${minutesAgo}::int) as at) t`),
  );

const readUid = async (tenant: FreshTenant) => (await readTenant(tenant.tenantId, presentedToken))?.uid ?? null;

describe("the card that is held to a station now", () => {
  test("is the newest that nobody has, of the last ten minutes", async () => {
    const tenant = await freshTenant();
    await insertPresentedToken(tenant, "04OLD", 11);
    expect(await readUid(tenant)).toBeNull();
    await insertPresentedToken(tenant, "04FIRST", 5);
    await insertPresentedToken(tenant, "04SECOND", 1);
    await insertPresentedToken(tenant, tenant.driver.uid.toLowerCase(), 0); // Ana's own, in the reader's writing
    expect(await readUid(tenant)).toBe("04SECOND");
  });

  test("is never another operator's", async () => {
    const [here, there] = await Promise.all([freshTenant(), freshTenant()]);
    await insertPresentedToken(there, "04THERE", 1);
    expect(await readUid(here)).toBeNull();
  });
});
