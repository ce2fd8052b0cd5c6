import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { queryOf } from "@/db/handle";
import { legalEntities } from "@/db/schema/operators";
import { billingAccounts } from "@/db/schema/billing-accounts";
import { drivers } from "@/db/schema/drivers";
import type { TenantRead, TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { lockAddresses } from "./add-driver";
import { type DriverInput, type TokenInput, checkDriverLine, DRIVER_COLUMNS } from "@/server/tokens/check-line";
import {
  ImportFile,
  type ImportReport,
  type LineReport,
  type ReadLine,
  readTable,
  reportOf,
} from "@/server/tokens/import-lines";
import { takenToken, type TakenTokens, takenUids } from "@/server/tokens/issue-token";
import { TokensInFile } from "@/server/tokens/tokens-in-file";
import { batchesOf, type NewToken, refuseTaken, storeTokens } from "@/server/tokens/store-tokens";

export const ImportDrivers = ImportFile.extend({
  /** which of our companies bills the new drivers */
  legalEntityId: z.uuid("Choose a company."),
});

type Input = z.infer<typeof ImportDrivers>;
type Line = ReadLine<keyof typeof DRIVER_COLUMNS>;
type Person = { readonly driverId: string; readonly name: string };
type NewDriver = Person & { readonly input: DriverInput };

type Plan = {
  readonly reports: LineReport[];
  readonly newDrivers: readonly NewDriver[];
  readonly newTokens: readonly NewToken[];
};

/** What {@link importDrivers} would do with each line, nothing saved. */
export async function previewDriverImport(db: TenantRead, input: Input): Promise<ImportReport> {
  const table = readTable(input.text, DRIVER_COLUMNS, ["email"]);
  const seller = await sellerOf(db, input.legalEntityId);
  return reportOf(true, table, (await planImport(db, table.lines, seller)).reports);
}

/**
 * Takes drivers and their tokens from a file, a line each: a driver is known by e-mail address, a
 * token by its uid without case. Lines that cannot be taken are reported with their reason and
 * leave the others alone; the same file again changes nothing.
 * @throws Refusal INVALID when the first line names no e-mail column; NOT_FOUND for an unknown
 *   legal entity
 */
export async function importDrivers(db: TenantWrite, input: Input): Promise<ImportReport> {
  const table = readTable(input.text, DRIVER_COLUMNS, ["email"]);
  const seller = await sellerOf(db, input.legalEntityId);
  await lockAddresses(db);
  const plan = await planImport(db, table.lines, seller);
  await storeDrivers(db, plan.newDrivers, seller);
  const takenLines = await storeTokens(db, plan.newTokens);
  await announce(db, ["drivers"]);
  return reportOf(false, table, refuseTaken(plan.reports, takenLines));
}

type Seller = Pick<typeof legalEntities.$inferSelect, "id" | "country" | "currency" | "paymentTermsDays">;

async function sellerOf(db: TenantRead, legalEntityId: string): Promise<Seller> {
  const [seller] = await db.select().from(legalEntities).where(eq(legalEntities.id, legalEntityId));
  if (!seller) throw new Refusal("legal_entity_not_found", { field: "legalEntityId" });
  return seller;
}

/**
 * Goes through the file once, in its order: what an earlier line brings is known to a later one.
 */
async function planImport(db: TenantRead, lines: readonly Line[], seller: Seller): Promise<Plan> {
  const people = new Map(await peopleOf(db));
  const taken = await takenUids(db, lines.map(({ values }) => values.uid).filter(Boolean));
  const defaults = { country: seller.country, locale: seller.country === "PT" ? ("pt" as const) : ("en" as const) };
  const inFile = new TokensInFile();
  const plan = { reports: [] as LineReport[], newDrivers: [] as NewDriver[], newTokens: [] as NewToken[] };
  for (const line of lines) {
    const checked = checkDriverLine(line, defaults);
    plan.reports.push(
      checked.ok ? decide(line, checked.value, { people, taken, inFile, ...plan }) : refused(line, checked),
    );
  }
  return plan;
}

type ImportState = {
  readonly people: Map<string, Person>;
  readonly taken: TakenTokens;
  readonly inFile: TokensInFile;
  readonly newDrivers: NewDriver[];
  readonly newTokens: NewToken[];
};

function decide(
  line: Line,
  { token, driver: input }: { token: TokenInput | null; driver: DriverInput },
  state: ImportState,
): LineReport {
  const email = input.email.toLowerCase();
  const person = state.people.get(email);
  // before the uid is noted: a line that is not taken takes no token
  if (!person && input.name === null) return refused(line, { problem: "NAME_MISSING", about: null });
  if (token) {
    const earlierLine = state.inFile.lineOf(token);
    if (earlierLine !== undefined) return refused(line, { problem: "TWICE_IN_FILE", about: String(earlierLine) });
    const holder = takenToken(state.taken, token);
    if (holder && holder.driverId !== person?.driverId) {
      return refused(line, { problem: "TOKEN_TAKEN", about: holder.holder });
    }
    state.inFile.add(token, line.record.line);
    if (holder) return accepted(line, "unchanged", holder.holder);
  }
  const driver = person ?? { driverId: randomUUID(), name: input.name ?? "" };
  if (!person) {
    state.people.set(email, driver);
    state.newDrivers.push({ ...driver, input });
  }
  if (token) state.newTokens.push({ ...token, line: line.record.line, driverId: driver.driverId, emspId: null });
  return accepted(line, person ? (token ? "new_token" : "unchanged") : "new_driver", driver.name);
}

const accepted = ({ record, values }: Line, outcome: LineReport["outcome"], holder: string): LineReport => ({
  line: record.line,
  uid: values.uid || null,
  holder,
  outcome,
  problem: null,
  about: null,
});

const refused = ({ record, values }: Line, { problem, about }: Pick<LineReport, "problem" | "about">): LineReport => ({
  line: record.line,
  uid: values.uid || null,
  holder: values.name || values.email || null,
  outcome: "refused",
  problem,
  about,
});

const peopleOf = async (db: TenantRead): Promise<[string, Person][]> =>
  (
    await queryOf(db)<Person & { email: string }>`
      select id as "driverId", name, lower(email) as email from drivers where tenant_id = ${db.tenantId}::uuid
             order by created_at desc`
  ).map(({ email, ...person }) => [email, person]);

async function storeDrivers(db: TenantWrite, added: readonly NewDriver[], seller: Seller): Promise<void> {
  const { id: legalEntityId, currency, paymentTermsDays } = seller;
  for (const batch of batchesOf(added)) {
    const rows = batch.map(({ driverId, name, input: { name: _name, phone, ...address } }) => ({
      account: {
        id: randomUUID(),
        kind: "driver" as const,
        name,
        legalEntityId,
        currency,
        paymentTermsDays,
        ...address,
      },
      driver: { id: driverId, name, email: address.email, phone },
    }));
    await db.insert(billingAccounts).values(rows.map(({ account }) => account));
    await db.insert(drivers).values(rows.map(({ account, driver }) => ({ ...driver, billingAccountId: account.id })));
  }
}
