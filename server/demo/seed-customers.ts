import { billingAccounts } from "@/db/schema/billing-accounts";
import { drivers } from "@/db/schema/drivers";
import { emsps } from "@/db/schema/emsps";
import { tokens } from "@/db/schema/tokens";
import type { TenantWrite } from "@/db/tenant";
import { DEMO_DRIVERS, DEMO_EMSPS, type DemoDriver, type DemoEmsp } from "./customers";

/** Which account a card bills to. */
export type Customer = {
  readonly tokenId: string;
  readonly billingAccountId: string;
  readonly kind: "driver" | "emsp";
};

/** Drivers, EMSPs and their tokens; the map is by token uid. */
export async function seedCustomers(
  db: TenantWrite,
  entityOf: Readonly<Record<"PT" | "DE", string>>,
): Promise<ReadonlyMap<string, Customer>> {
  const customers = new Map<string, Customer>();
  const addCustomers = (
    rows: readonly { id: string; uid: string }[],
    billingAccountId: string,
    kind: "driver" | "emsp",
  ): void => {
    for (const { id, uid } of rows) customers.set(uid, { tokenId: id, billingAccountId, kind });
  };
  for (const driver of [...DEMO_DRIVERS, VISITOR]) {
    const account = await seedAccount(db, {
      kind: "driver",
      legalEntityId: entityOf[driver.country],
      name: driver.name,
      email: driver.email,
      country: driver.country,
      locale: driver.country === "PT" ? "pt" : "en",
    });
    const [row] = await db
      .insert(drivers)
      .values({ name: driver.name, email: driver.email, billingAccountId: account })
      .returning({ id: drivers.id });
    if (!row) throw new Error("the driver was not stored");
    addCustomers(
      await db
        .insert(tokens)
        .values(driver.tokens.map((uid) => ({ uid, driverId: row.id })))
        .returning({ id: tokens.id, uid: tokens.uid }),
      account,
      "driver",
    );
  }
  for (const emsp of DEMO_EMSPS) {
    const account = await seedAccount(db, emspAccount(emsp, entityOf.PT));
    const { name, countryCode, partyId } = emsp;
    const [row] = await db
      .insert(emsps)
      .values({ name, countryCode, partyId, billingAccountId: account })
      .returning({ id: emsps.id });
    if (!row) throw new Error("the EMSP was not stored");
    const cards = emsp.tokens.map((uid) => ({
      uid,
      emspId: row.id,
      contractId: `${countryCode}-${partyId}-C${uid.slice(-4)}`,
    }));
    addCustomers(await db.insert(tokens).values(cards).returning({ id: tokens.id, uid: tokens.uid }), account, "emsp");
  }
  return customers;
}

const VISITOR: DemoDriver = {
  name: "Visitor",
  email: "visitor@drivers.corrente.test",
  country: "PT",
  tokens: ["VISITOR1"],
};

type Account = Omit<typeof billingAccounts.$inferInsert, "currency">;

const emspAccount = (emsp: DemoEmsp, legalEntityId: string): Account => ({
  kind: "emsp",
  legalEntityId,
  name: emsp.name,
  email: `invoices@${emsp.partyId.toLowerCase()}.corrente.test`,
  street: emsp.street,
  postalCode: emsp.postalCode,
  city: emsp.city,
  country: emsp.countryCode,
  vatId: emsp.vatId,
  paymentTermsDays: 30,
  locale: emsp.countryCode === "PT" ? "pt" : "en",
});

async function seedAccount(db: TenantWrite, account: Account): Promise<string> {
  const [row] = await db
    .insert(billingAccounts)
    .values({ ...account, currency: "EUR" })
    .returning({ id: billingAccounts.id });
  if (!row) throw new Error("the billing account was not stored");
  return row.id;
}
