import { expect, test } from "vitest";
import { queryOf } from "@/db/handle";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { ImportDrivers, importDrivers } from "@/server/drivers/import-drivers";
import { exportDrivers } from "@/server/drivers/export-drivers";
import { DriverFilter } from "@/server/drivers/list-drivers";

const FILE = [
  "name,email,uid,Type",
  "Ana,ana@import.test,04AA,ISO14443",
  "Rui,rui@import.test,04aa,KeyCode",
  "Eva,eva@import.test,04BB,",
  "Leo,leo@import.test,04bb,iso14443",
  "Zoe,zoe@import.test,04CC,RFID",
].join("\n");

test("a file names types: the same number is two tokens, and an unknown type is refused", async () => {
  const tenant = await freshTenant();
  const run = (text: string) =>
    writeTenant(tenant.tenantId, (db) =>
      importDrivers(db, ImportDrivers.parse({ text, dryRun: false, legalEntityId: tenant.legalEntityId })),
    );
  const report = await run(FILE);
  expect(report.lines.map(({ outcome, problem }) => problem ?? outcome)).toEqual([
    "new_driver",
    "new_driver",
    "new_driver",
    "TWICE_IN_FILE",
    "TYPE_UNKNOWN",
  ]);
  const stored = await readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<{ uid: string; kind: string }>`
      select uid, kind from tokens where uid_lower like '04%' and driver_id is not null
         and uid <> ${tenant.driver.uid}::text order by uid, kind`,
  );
  expect(stored.map(({ uid, kind }) => `${uid} ${kind}`)).toEqual([
    "04AA iso14443",
    "04BB unspecified",
    "04aa key_code",
  ]);
  const again = await run(FILE);
  expect(again.lines.map(({ outcome }) => outcome).slice(0, 3)).toEqual(["unchanged", "unchanged", "unchanged"]);
  let exported = "";
  for await (const chunk of exportDrivers(tenant.tenantId, DriverFilter.parse({}))) exported += chunk;
  expect(exported).toMatch(/rui@import\.test,[^\n]*04aa,key_code/);
});
