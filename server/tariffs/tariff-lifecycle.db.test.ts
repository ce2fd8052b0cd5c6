import { expect, test } from "vitest";
import { queryOf } from "@/db/handle";
import { users } from "@/db/schema/identity";
import { withPlatform } from "@/db/platform";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant, type FreshTenant } from "@/db/testing/fresh-tenant";
import type { TariffContent } from "@/server/domain/tariff/tariff";
import { assignTariff, endAssignment } from "@/server/tariffs/assign-tariff";
import { createTariff } from "@/server/tariffs/create-tariff";
import { discardDraft } from "@/server/tariffs/discard-draft";
import { explainChoice } from "@/server/tariffs/explain-choice";
import { ListTariffs, listTariffs } from "@/server/tariffs/list-tariffs";
import { contentHashOf } from "@/server/content-hash";
import { publishTariff } from "@/server/tariffs/publish-tariff";
import { readTariff } from "@/server/tariffs/read-tariff";
import { retireTariff } from "@/server/tariffs/retire-tariff";
import { saveDraft } from "@/server/tariffs/save-draft";

const priced = (price: string): TariffContent => ({
  currency: "EUR",
  anchor: "GROSS",
  elements: [{ components: [{ kind: "ENERGY", price, per: "KWH", stepSize: 1, vatPercent: "23" }] }],
  idle: { graceSeconds: 0 },
  pausePolicy: "UNBILLED",
});

const write = <T>(tenant: FreshTenant, fn: Parameters<typeof writeTenant<T>>[1]) => writeTenant(tenant.tenantId, fn);
const detail = (tenant: FreshTenant, tariffId: string) =>
  readTenant(tenant.tenantId, (db) => readTariff(db, { tariffId }));

const insertUser = async () => {
  const [person] = await withPlatform("a test needs a person", (db) =>
    db
      .insert(users)
      .values({ email: `p-${crypto.randomUUID()}@people.test`, name: "Tomás Preço" })
      .returning({ userId: users.id }),
  );
  return { userId: person?.userId ?? "" };
};

async function newTariff(tenant: FreshTenant, content: TariffContent, name = "Night rates") {
  const made = await write(tenant, (db) => createTariff(db, { name, content }));
  const [draft] = (await detail(tenant, made.tariffId)).versions;
  return { ...made, seenAtMs: draft?.updatedAtMs ?? 0 };
}

async function published(tenant: FreshTenant, content: TariffContent, name?: string) {
  const person = await insertUser();
  const made = await newTariff(tenant, content, name);
  const { contentHash } = await write(tenant, (db) => publishTariff(db, person, made));
  return { ...made, contentHash };
}

test("a published version has the hash of its content and cannot be changed, not even by SQL", async () => {
  const tenant = await freshTenant({ tariff: null });
  const { tariffId, versionId, contentHash, seenAtMs } = await published(tenant, priced("0.5"));
  expect(contentHash).toBe(contentHashOf(priced("0.5")));
  const save = { tariffId, name: "Night rates", content: priced("0.01"), versionId, seenAtMs };
  await expect(write(tenant, (db) => saveDraft(db, save))).rejects.toMatchObject({
    name: "Refusal",
    status: "CONFLICT",
  });
  await expect(write(tenant, (db) => discardDraft(db, { tariffId, versionId }))).rejects.toMatchObject({
    status: "CONFLICT",
  });
  await expect(
    write(tenant, (db) => queryOf(db)`update tariff_versions set content = '{}'::jsonb where id = ${versionId}::uuid`),
  ).rejects.toMatchObject({ cause: { code: "23001" } });
  expect((await detail(tenant, tariffId)).versions[0]).toMatchObject({
    state: "published",
    content: priced("0.5"),
    publishedBy: "Tomás Preço",
  });
});

test("a published version ends when the next one is published, and both remain", async () => {
  const tenant = await freshTenant({ tariff: null });
  const person = await insertUser();
  const { tariffId } = await published(tenant, priced("0.5"));
  const next = await write(tenant, (db) =>
    saveDraft(db, { tariffId, name: "Night rates", content: priced("0.6"), versionId: null, seenAtMs: null }),
  );
  expect(next.version).toBe(2);
  await write(tenant, (db) => publishTariff(db, person, { ...next, seenAtMs: next.updatedAtMs }));
  const { versions } = await detail(tenant, tariffId);
  expect(versions.map(({ version, state }) => [version, state])).toEqual([
    [2, "published"],
    [1, "superseded"],
  ]);
});

test("publishing is refused with the linter's errors", async () => {
  const tenant = await freshTenant({ tariff: null });
  const person = await insertUser();
  const contentWithGap = priced("0.5");
  const draft = await newTariff(tenant, {
    ...contentWithGap,
    elements: [{ restrictions: { daysOfWeek: ["MONDAY"] }, components: contentWithGap.elements[0]?.components ?? [] }],
  });
  const refused = write(tenant, (db) => publishTariff(db, person, draft));
  await expect(refused).rejects.toMatchObject({ status: "INVALID" });
  await expect(refused).rejects.toHaveProperty("details.findings.0", expect.stringContaining("DIMENSION_GAP"));
  expect((await detail(tenant, draft.tariffId)).versions[0]?.state).toBe("draft");
});

test("publishing and saving are refused when a colleague changed the draft since it was read", async () => {
  const tenant = await freshTenant({ tariff: null });
  const person = await insertUser();
  const draft = await newTariff(tenant, priced("0.5"));
  await write(tenant, (db) => saveDraft(db, { ...draft, name: "Night rates", content: priced("0.7") }));
  await expect(write(tenant, (db) => publishTariff(db, person, draft))).rejects.toMatchObject({ status: "CONFLICT" });
  await expect(
    write(tenant, (db) => saveDraft(db, { ...draft, name: "Night rates", content: priced("0.1") })),
  ).rejects.toMatchObject({ status: "CONFLICT" });
});

test("an assignment needs a published version and holds once; the more specific place wins", async () => {
  const tenant = await freshTenant(); // its plain tariff holds everywhere
  const draft = await newTariff(tenant, priced("0.4"));
  const place = { scope: "station", stationId: tenant.station.id } as const;
  const input = { audience: "driver", validFrom: null, place } as const;
  await expect(write(tenant, (db) => assignTariff(db, { ...input, tariffId: draft.tariffId }))).rejects.toMatchObject({
    status: "CONFLICT",
  });
  const { tariffId } = await published(tenant, priced("0.4"), "Station price");
  const { assignmentId } = await write(tenant, (db) => assignTariff(db, { ...input, tariffId }));
  await expect(write(tenant, (db) => assignTariff(db, { ...input, tariffId }))).rejects.toMatchObject({
    status: "CONFLICT",
  });
  const explain = (audience: "driver" | "emsp") =>
    readTenant(tenant.tenantId, (db) =>
      explainChoice(db, { stationId: tenant.station.id, audience, at: null }, Date.now() + 1000),
    );
  expect(await explain("driver")).toMatchObject({
    winner: { tariffName: "Station price", version: 1 },
    candidates: [{ verdict: "chosen" }, { tariffName: "Plain", verdict: "less_specific" }],
  });
  expect(await explain("emsp")).toMatchObject({
    winner: { tariffName: "Plain" },
    candidates: [{ verdict: "chosen" }, { tariffName: "Station price", verdict: "other_audience" }],
  });
  await write(tenant, (db) => endAssignment(db, { assignmentId }));
  expect((await explain("driver")).winner?.tariffName).toBe("Plain");
  await expect(write(tenant, (db) => endAssignment(db, { assignmentId }))).rejects.toMatchObject({
    status: "CONFLICT",
  });
});

test("an assignment of prices before VAT is for partners only, also when the prices change later", async () => {
  const tenant = await freshTenant({ tariff: null });
  const net: TariffContent = { ...priced("0.4"), anchor: "NET" };
  const everywhere = { validFrom: null, place: { scope: "operator" } } as const;
  const { tariffId: roaming } = await published(tenant, net, "Roaming");
  for (const audience of ["any", "driver"] as const) {
    const assigned = write(tenant, (db) => assignTariff(db, { ...everywhere, tariffId: roaming, audience }));
    await expect(assigned).rejects.toMatchObject({ status: "CONFLICT" });
  }
  await write(tenant, (db) => assignTariff(db, { ...everywhere, tariffId: roaming, audience: "emsp" }));

  const { tariffId } = await published(tenant, priced("0.5"), "Everybody");
  await write(tenant, (db) => assignTariff(db, { ...everywhere, tariffId, audience: "any" }));
  const draft = { tariffId, name: "Everybody", content: net, versionId: null, seenAtMs: null };
  const { versionId, updatedAtMs: seenAtMs } = await write(tenant, (db) => saveDraft(db, draft));
  const person = await insertUser();
  await expect(
    write(tenant, (db) => publishTariff(db, person, { tariffId, versionId, seenAtMs })),
  ).rejects.toMatchObject({ status: "INVALID", details: { findings: ["ANCHOR_AUDIENCE anchor"] } });
});

test("an assignment ends when its tariff is retired", async () => {
  const tenant = await freshTenant({ tariff: null });
  const { tariffId } = await published(tenant, priced("0.4"));
  const everywhere = { tariffId, audience: "any", validFrom: null, place: { scope: "operator" } } as const;
  await write(tenant, (db) => assignTariff(db, everywhere));
  const list = () => readTenant(tenant.tenantId, (db) => listTariffs(db, ListTariffs.parse({})));
  expect(await list()).toMatchObject([{ state: "live", uses: [{ scope: "operator" }] }]);
  await write(tenant, (db) => retireTariff(db, { tariffId }));
  expect(await list()).toMatchObject([{ state: "retired", uses: [] }]);
  await expect(write(tenant, (db) => assignTariff(db, everywhere))).rejects.toMatchObject({ status: "CONFLICT" });
});

test("an assignment never reaches another operator's place", async () => {
  const [mine, theirs] = [await freshTenant({ tariff: null }), await freshTenant()];
  const { tariffId } = await published(mine, priced("0.4"));
  await expect(
    write(mine, (db) =>
      assignTariff(db, {
        tariffId,
        audience: "any",
        validFrom: null,
        place: { scope: "site", siteId: theirs.siteId },
      }),
    ),
  ).rejects.toMatchObject({ status: "NOT_FOUND" });
});

test("discarding the only draft of a tariff deletes the tariff", async () => {
  const tenant = await freshTenant({ tariff: null });
  const draft = await newTariff(tenant, priced("0.5"));
  expect(await write(tenant, (db) => discardDraft(db, draft))).toEqual({ tariffRemains: false });
  await expect(detail(tenant, draft.tariffId)).rejects.toMatchObject({ status: "NOT_FOUND" });
});

test("two tariffs with one name get two slugs", async () => {
  const tenant = await freshTenant({ tariff: null });
  await newTariff(tenant, priced("0.5"), "Preço São João");
  await newTariff(tenant, priced("0.5"), "Preço São João");
  const rows = await readTenant(tenant.tenantId, (db) => listTariffs(db, ListTariffs.parse({ text: "são" })));
  expect(rows.map(({ slug }) => slug).toSorted()).toEqual(["preco-sao-joao", "preco-sao-joao-2"]);
});
