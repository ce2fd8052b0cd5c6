/** The drive: charging and billing go on while processes are killed; then everything is compared with what the outside knows. */
import { randomBytes } from "node:crypto";
import postgres, { type Sql } from "postgres";
import { chanceFrom } from "@/e2e/simulators/charger/chance";
import { readRunning } from "@/e2e/stack/stack";
import { settleWhatWaits, untilDelivered, untilPaid } from "./after-the-storm";
import { type Bookkeeper, startBookkeeper } from "./bookkeeper";
import { type Fleet, startFleet, type StationPlan } from "./fleet";
import { type FoundedOperator, foundOperator, type Holder } from "./found-operator";
import { killAtRandom, type Kills } from "./killer";
import { Ledger } from "./ledger";
import { openPortal } from "./portal-client";
import { proveBilling } from "./prove-billing";
import { proveCharging, type Violations } from "./prove-charging";
import { proveMail } from "./prove-mail";
import { openShelf, type StripeShelf } from "./stripe-shelf";

const FINISH_MS = 90_000;
/** A call to Stripe whose caller was killed is repeated when its lease of a minute is over. */
const DELIVER_MS = 180_000;

export type FaultDrive = {
  /** what the launcher writes about itself */
  readonly runningFile: string;
  readonly kills: number;
  readonly seed: string;
  readonly stations: number;
  readonly tell: (line: string) => void;
};

export type FaultReport = {
  readonly kills: Kills;
  readonly acknowledged: Readonly<Record<string, number>>;
  readonly unanswered: number;
  readonly refused: number;
  readonly failedActs: number;
  readonly stories: number;
  readonly wh: number;
  readonly records: number;
  readonly invoices: number;
  readonly paid: number;
  readonly violations: Violations;
};

/** @throws when the product cannot be brought to rest; otherwise what is wrong stands in `violations`. */
export async function driveFaults(drive: FaultDrive): Promise<FaultReport> {
  const { databaseUrl, stripeUrl } = readRunning(drive.runningFile);
  if (stripeUrl === null) throw new Error("The drive needs the stand-in for Stripe: start the product with DEMO=1.");
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => undefined });
  try {
    return await performed(drive, sql, openShelf(stripeUrl));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function performed(drive: FaultDrive, sql: Sql, shelf: StripeShelf): Promise<FaultReport> {
  const { seed, runningFile, tell } = drive;
  const { gatewayUrl, portalUrl } = readRunning(runningFile);
  const plan = planOf(drive.stations);
  const operator = await foundOperator(sql, {
    slug: plan.slug,
    stations: plan.stations.map(({ id }) => id),
    holders: plan.holders,
  });
  const ledger = new Ledger();
  const fleet = startFleet(`${gatewayUrl}/ocpp`, plan.stations, seed, ledger);
  const portal = openPortal(portalUrl, operator.slug, operator.browserSession);
  const { tenantId, legalEntityId } = operator;
  const bookkeeper = startBookkeeper({ portal, shelf, tenantId, legalEntityId, chance: chanceFrom(`${seed}/books`) });
  try {
    tell(`${plan.stations.length} stations are charging, invoices are being made; the killing begins`);
    const chance = chanceFrom(`${seed}/kills`);
    const kills = await killAtRandom({ ...drive, chance, nextBilling: bookkeeper.nextBilling });
    tell("no more kills; waiting until all is told, settled, billed and sent");
    await comeToRest(sql, tenantId, fleet, bookkeeper, shelf);
    tell("comparing");
    return await report(sql, {
      kills,
      operator,
      ledger,
      fleet,
      bookkeeper,
      shelf,
      inboxUrl: readRunning(runningFile).inboxUrl,
    });
  } finally {
    await fleet.shutdown();
  }
}

/** Drivers with two cards each and a partner with many: no card charges at two stations at once. */
function planOf(count: number) {
  const slug = `faults-${randomBytes(4).toString("hex")}`;
  const stations: readonly StationPlan[] = Array.from({ length: count }, (_, index) => ({
    id: `${slug}-${index + 1}`,
    version: index % 2 === 0 ? "1.6" : "2.0.1",
    tokens: [`${slug}-D${index + 1}`.toUpperCase(), `${slug}-E${index + 1}`.toUpperCase()],
  }));
  const [drivers, partner] = [0, 1].map((place) => stations.map(({ tokens }) => tokens[place] ?? ""));
  const holders: readonly Holder[] = [
    ...["Rita Lopes", "João Prado", "Ana Teles"].map((name, index) => ({
      name,
      kind: "driver" as const,
      tokens: (drivers ?? []).filter((_, at) => at % 3 === index),
    })),
    { name: "Roda Livre SA", kind: "emsp", tokens: partner ?? [] },
  ];
  return { slug, stations, holders };
}

async function comeToRest(sql: Sql, tenantId: string, fleet: Fleet, bookkeeper: Bookkeeper, shelf: StripeShelf) {
  await fleet.finish(FINISH_MS);
  await settleWhatWaits(sql, tenantId, FINISH_MS);
  await bookkeeper.finish(FINISH_MS);
  await untilDelivered(sql, tenantId, DELIVER_MS);
  const open = (await shelf.invoicesOf(tenantId)).filter(({ status }) => status === "open");
  for (const { id } of open.filter((_, index) => index % 2 === 0)) await shelf.pay(id);
  const paid = (await shelf.invoicesOf(tenantId)).filter(({ status }) => status === "paid");
  await untilPaid(
    sql,
    paid.map(({ id }) => id),
    FINISH_MS,
  );
  await untilDelivered(sql, tenantId, DELIVER_MS); // receipts
}

type Facts = {
  readonly kills: Kills;
  readonly operator: FoundedOperator;
  readonly ledger: Ledger;
  readonly fleet: Fleet;
  readonly bookkeeper: Bookkeeper;
  readonly shelf: StripeShelf;
  readonly inboxUrl: string | null;
};

async function report(
  sql: Sql,
  { kills, operator, ledger, fleet, bookkeeper, shelf, inboxUrl }: Facts,
): Promise<FaultReport> {
  const [counts] = await sql<{ records: number; invoices: number; paid: number }[]>`
    select (select count(*)::int from charge_records where tenant_id = ${operator.tenantId}) as records,
           (select count(*)::int from invoices where tenant_id = ${operator.tenantId}) as invoices,
           (select count(*)::int from invoices where tenant_id = ${operator.tenantId} and state = 'paid') as paid`;
  const dropped = fleet.dropped();
  const { stories, unanswered, refused } = ledger;
  return {
    kills,
    acknowledged: ledger.counts(),
    unanswered,
    refused,
    failedActs: bookkeeper.failures(),
    stories: stories.length,
    wh: stories.reduce(
      (sum, { transaction: { meterStopWh = 0, meterStartWh } }) => sum + meterStopWh - meterStartWh,
      0,
    ),
    records: counts?.records ?? 0,
    invoices: counts?.invoices ?? 0,
    paid: counts?.paid ?? 0,
    violations: [
      ...(dropped > 0 ? [`stations gave up ${dropped} messages`] : []),
      ...(await proveCharging(sql, operator, ledger)),
      ...(await proveBilling(sql, operator, shelf)),
      ...(inboxUrl === null ? [] : await proveMail(sql, operator, inboxUrl)),
    ],
  };
}
