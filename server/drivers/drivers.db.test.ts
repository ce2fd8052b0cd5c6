import { describe, expect, test } from "vitest";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { readTenant, writeTenant } from "@/db/tenant";
import { AddDriver, addDriver } from "./add-driver";
import { setTokenState } from "@/server/tokens/change-tokens";
import { exportDrivers } from "./export-drivers";
import { getDriver } from "./get-driver";
import { ImportDrivers, importDrivers, previewDriverImport } from "./import-drivers";
import { issueToken } from "@/server/tokens/issue-token";
import { ListDrivers, listDrivers } from "./list-drivers";

const bea = (tenant: FreshTenant) =>
  AddDriver.parse({
    name: "Bea Nunes",
    email: "bea@drivers.test",
    legalEntityId: tenant.legalEntityId,
    country: "pt",
    locale: "pt",
  });

const add = (tenant: FreshTenant, more: object = {}) =>
  writeTenant(tenant.tenantId, (db) => addDriver(db, AddDriver.parse({ ...bea(tenant), ...more })));

const list = (tenant: FreshTenant, input: object = {}) =>
  readTenant(tenant.tenantId, (db) => listDrivers(db, ListDrivers.parse(input)));

describe("a token's uid", () => {
  test("belongs to one holder of the operator, whatever its case, and the refusal names who has it", async () => {
    const tenant = await freshTenant();
    const { driverId } = await add(tenant);
    const facts = {
      uid: tenant.emsp.uid.toLowerCase(),
      kind: "unspecified" as const,
      label: null,
      contractId: null,
      lastDay: null,
    };
    await expect(
      writeTenant(tenant.tenantId, (db) => issueToken(db, { kind: "driver", driverId }, facts)),
    ).rejects.toMatchObject({
      status: "CONFLICT",
      message: expect.stringContaining("Roam Test GmbH"),
      details: { field: "uid" },
    });
  });

  test("may be in use at another operator", async () => {
    const [here, there] = await Promise.all([freshTenant(), freshTenant()]);
    const { driverId } = await add(here, { token: { uid: there.driver.uid, label: null } });
    const driver = await readTenant(here.tenantId, (db) => getDriver(db, { driverId }));
    expect(driver.tokens.map(({ uid }) => uid)).toEqual([there.driver.uid]);
  });

  test("works through its last day in the operator's zone", async () => {
    const tenant = await freshTenant({ timeZone: "Atlantic/Azores" });
    const { driverId } = await add(tenant);
    const facts = { uid: "AZ1", kind: "unspecified" as const, label: null, contractId: null, lastDay: "2030-06-30" };
    await writeTenant(tenant.tenantId, (db) => issueToken(db, { kind: "driver", driverId }, facts));
    const driver = await readTenant(tenant.tenantId, (db) => getDriver(db, { driverId }));
    expect(driver.tokens[0]?.validUntil?.toISOString()).toBe("2030-07-01T00:00:00.000Z"); // midnight at UTC+0 in summer
  });

  test("a partner's token is not found by the driver procedures", async () => {
    const tenant = await freshTenant();
    const both = { tokenIds: [tenant.driver.tokenId, tenant.emsp.tokenId], state: "blocked" as const };
    await expect(writeTenant(tenant.tenantId, (db) => setTokenState(db, "driver", both))).rejects.toMatchObject({
      status: "NOT_FOUND",
    });
    const driver = await readTenant(tenant.tenantId, (db) => getDriver(db, { driverId: tenant.driver.id }));
    expect(driver.tokens[0]?.state).toBe("active");
  });
});

describe("adding a driver", () => {
  test("refuses an e-mail address that a driver has, whatever its case, and keeps no half of it", async () => {
    const tenant = await freshTenant();
    await add(tenant);
    await expect(add(tenant, { email: "BEA@drivers.test" })).rejects.toMatchObject({
      status: "CONFLICT",
      details: { field: "email" },
    });
    const { total } = await list(tenant);
    expect(total).toBe(2); // Ana, who was there, and Bea
  });

  test("keeps nothing when the first token is somebody's", async () => {
    const tenant = await freshTenant();
    await expect(add(tenant, { token: { uid: tenant.driver.uid, label: null } })).rejects.toMatchObject({
      details: { field: "uid" },
    });
    expect((await list(tenant, { text: "bea" })).total).toBe(0);
  });
});

describe("the list of drivers", () => {
  test("finds by name, e-mail and token, and pages both ways without losing or repeating a row", async () => {
    const tenant = await freshTenant();
    for (const name of ["Duarte", "Carla", "bruno", "Eva"]) {
      await add(tenant, { name, email: `${name}@drivers.test`, token: { uid: `04${name}`, label: null } });
    }
    const [first, found] = await Promise.all([list(tenant, { limit: 2 }), list(tenant, { text: "04car" })]);
    expect(found.rows.map(({ name }) => name)).toEqual(["Carla"]);
    const second = await list(tenant, { limit: 2, after: first.after });
    const third = await list(tenant, { limit: 2, after: second.after });
    const names = [first, second, third].map(({ rows }) => rows.map(({ name }) => name));
    expect(names).toEqual([["Ana Teste", "bruno"], ["Carla", "Duarte"], ["Eva"]]);
    expect(third.after).toBeNull();
    const back = await list(tenant, { limit: 2, before: third.before });
    expect(back.rows.map(({ name }) => name)).toEqual(["Carla", "Duarte"]);
  });
});

describe("importing drivers", () => {
  const file = (tenant: FreshTenant, text: string, dryRun = false) =>
    ImportDrivers.parse({ fileName: "drivers.csv", text, dryRun, legalEntityId: tenant.legalEntityId });
  const run = (tenant: FreshTenant, text: string) =>
    writeTenant(tenant.tenantId, (db) => importDrivers(db, file(tenant, text)));
  const preview = (tenant: FreshTenant, text: string) =>
    readTenant(tenant.tenantId, (db) => previewDriverImport(db, file(tenant, text, true)));

  const mixed = (tenant: FreshTenant) =>
    [
      "Name;E-mail;UID;Country",
      "Rui Lopes;rui@drivers.test;04AA01;PT",
      ";RUI@drivers.test;04AA02;",
      "Sara Dias;sara@drivers.test;;",
      "Too Late;late@drivers.test;04aa01;PT",
      `Thief;thief@drivers.test;${tenant.emsp.uid.toLowerCase()};PT`,
      "No Mail;;04AA03;PT",
      ";nameless@drivers.test;04AA04;PT",
      "Odd Uid;odd@drivers.test;04 AA 05;PT",
      `Ana Teste;ana@${tenant.slug}.test;${tenant.driver.uid};PT`,
    ].join("\r\n");

  test("the preview reports the outcome of every line, and the import does the same", async () => {
    const tenant = await freshTenant();
    const before = await preview(tenant, mixed(tenant));
    expect((await list(tenant)).total).toBe(1);
    expect(before.lines.map(({ line, outcome, problem }) => [line, problem ?? outcome])).toEqual([
      [2, "new_driver"],
      [3, "new_token"],
      [4, "new_driver"],
      [5, "TWICE_IN_FILE"],
      [6, "TOKEN_TAKEN"],
      [7, "EMAIL_MISSING"],
      [8, "NAME_MISSING"],
      [9, "UID_MALFORMED"],
      [10, "unchanged"],
    ]);
    const after = await run(tenant, mixed(tenant));
    expect(after).toEqual({ ...before, isDryRun: false });
    const stored = await list(tenant, { text: "rui" });
    expect(stored.rows.map(({ tokens }) => tokens.map(({ uid }) => uid))).toEqual([["04AA01", "04AA02"]]);
    expect((await list(tenant)).total).toBe(3);
  });

  test("gives the refused lines back as they were, with the reason", async () => {
    const tenant = await freshTenant();
    const { refusedCsv } = await run(tenant, mixed(tenant));
    expect(refusedCsv?.split("\r\n").slice(0, 3)).toEqual([
      "Name,E-mail,UID,Country,line,reason",
      "Too Late,late@drivers.test,04aa01,PT,5,TWICE_IN_FILE: 2",
      `Thief,thief@drivers.test,${tenant.emsp.uid.toLowerCase()},PT,6,TOKEN_TAKEN: Roam Test GmbH`,
    ]);
  });

  test("changes nothing the second time", async () => {
    const tenant = await freshTenant();
    await run(tenant, mixed(tenant));
    const again = await run(tenant, mixed(tenant));
    expect(again.counts).toEqual({ new_driver: 0, new_token: 0, unchanged: 4, refused: 5 });
  });

  test("reads what the export wrote", async () => {
    const [from, to] = await Promise.all([freshTenant(), freshTenant()]);
    await add(from, { phone: "+351912345678", token: { uid: "04BEA", label: "blue, with keyring" } });
    let text = "";
    for await (const chunk of exportDrivers(from.tenantId, { text: "bea" })) text += chunk;
    expect((await run(to, text)).counts).toEqual({ new_driver: 1, new_token: 0, unchanged: 0, refused: 0 });
    const [row] = (await list(to, { text: "bea" })).rows;
    const driver = await readTenant(to.tenantId, (db) => getDriver(db, { driverId: row?.driverId ?? "" }));
    expect(driver).toMatchObject({
      name: "Bea Nunes",
      phone: "+351912345678",
      account: { country: "PT", locale: "pt" },
      tokens: [{ uid: "04BEA", label: "blue, with keyring" }],
    });
  });

  test("refuses a file whose first line names no e-mail column", async () => {
    const tenant = await freshTenant();
    await expect(run(tenant, "name,uid\nX,1")).rejects.toMatchObject({
      status: "INVALID",
      details: { missing: ["email"] },
    });
  });
});

test("one address is one driver, also when the same file is sent twice at once", async () => {
  const tenant = await freshTenant();
  const text =
    "name,email\n" + Array.from({ length: 50 }, (_, index) => `Driver ${index},d${index}@drivers.test`).join("\n");
  const file = ImportDrivers.parse({ text, dryRun: false, legalEntityId: tenant.legalEntityId });
  const send = () => writeTenant(tenant.tenantId, (db) => importDrivers(db, file));
  const reports = await Promise.all([send(), send(), send()]);
  expect(reports.map(({ counts }) => counts.new_driver).toSorted((a, b) => a - b)).toEqual([0, 0, 50]);
  expect((await list(tenant, { text: "@drivers.test" })).total).toBe(50);
  const results = await Promise.allSettled([add(tenant), add(tenant), add(tenant)]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a line that was not taken keeps no later line from its token", async () => {
  const tenant = await freshTenant();
  const text = "uid,name,email\nCARD1,,new@drivers.test\nCARD1,Rui Novo,new@drivers.test";
  const file = ImportDrivers.parse({ text, dryRun: true, legalEntityId: tenant.legalEntityId });
  const { lines } = await readTenant(tenant.tenantId, (db) => previewDriverImport(db, file));
  expect(lines.map(({ outcome, problem }) => [outcome, problem])).toEqual([
    ["refused", "NAME_MISSING"],
    ["new_driver", null],
  ]);
});
