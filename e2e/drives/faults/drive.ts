/**
 * Charges and bills while processes are killed, then compares the database with what stations,
 * Stripe and the mailbox received.
 */
import { randomBytes } from "node:crypto";
import postgres, { type Sql } from "postgres";
import { randomFrom } from "@/e2e/simulators/charger/seeded-random";
import { readRunning } from "@/e2e/stack/stack";
import { finishPendingWork, untilDelivered, untilPaid } from "./after-faults";
import { type BillingLoop, startBillingLoop } from "./billing-loop";
import { type Fleet, startFleet, type StationPlan } from "./fleet";
import { type CreatedOperator, createOperator, type PlannedAccount } from "./create-operator";
import { killAtRandom, type Kills } from "./killer";
import { Ledger } from "./ledger";
import { openPortal } from "./portal-client";
import { proveBilling } from "./prove-billing";
import { proveCharging, type Violations } from "./prove-charging";
import { proveMail } from "./prove-mail";
import { openStripeObjects, type StripeObjects } from "./stripe-objects";

const FINISH_MS = 90_000;
/** A call to Stripe whose caller was killed is repeated after its lease of a minute. */
const DELIVER_MS = 180_000;

export type FaultDrive = {
  /** The launcher's `running.json`. */
  readonly runningFile: string;
  readonly kills: number;
  readonly seed: string;
  readonly stations: number;
  readonly log: (line: string) => void;
};

export type FaultReport = {
  readonly kills: Kills;
  readonly acknowledged: Readonly<Record<string, number>>;
  readonly unanswered: number;
  readonly refused: number;
  readonly failedActs: number;
  readonly sessions: number;
  readonly wh: number;
  readonly records: number;
  readonly invoices: number;
  readonly paid: number;
  readonly violations: Violations;
};

/**
 * @returns the counts, and each difference as a sentence in `violations`
 * @throws when pending work does not finish
 */
export async function driveFaults(drive: FaultDrive): Promise<FaultReport> {
  const { databaseUrl, stripeUrl } = readRunning(drive.runningFile);
  if (stripeUrl === null) throw new Error("The drive needs the stand-in for Stripe: start the product with DEMO=1.");
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => undefined });
  try {
    return await runDrive(drive, sql, openStripeObjects(stripeUrl));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function runDrive(drive: FaultDrive, sql: Sql, objects: StripeObjects): Promise<FaultReport> {
  const { seed, runningFile, log } = drive;
  const { gatewayUrl, portalUrl } = readRunning(runningFile);
  const plan = planOf(drive.stations);
  const operator = await createOperator(sql, {
    slug: plan.slug,
    stations: plan.stations.map(({ id }) => id),
    accounts: plan.accounts,
  });
  const ledger = new Ledger();
  const fleet = startFleet(`${gatewayUrl}/ocpp`, plan.stations, seed, ledger);
  const portal = openPortal(portalUrl, operator.slug, operator.browserSession);
  const { tenantId, legalEntityId } = operator;
  const billing = startBillingLoop({ portal, objects, tenantId, legalEntityId, random: randomFrom(`${seed}/books`) });
  try {
    log(`${plan.stations.length} stations are charging, invoices are being made; the killing begins`);
    const random = randomFrom(`${seed}/kills`);
    const kills = await killAtRandom({ ...drive, random, nextBilling: billing.nextBilling });
    log("no more kills; waiting until everything is reported, rated, billed and sent");
    await finishAllWork(sql, tenantId, fleet, billing, objects);
    log("comparing");
    return await report(sql, {
      kills,
      operator,
      ledger,
      fleet,
      billing,
      objects,
      inboxUrl: readRunning(runningFile).inboxUrl,
    });
  } finally {
    await fleet.shutdown();
  }
}

/** Drivers with two cards each and a partner with many; no card charges at two stations at once. */
function planOf(count: number) {
  const slug = `faults-${randomBytes(4).toString("hex")}`;
  const stations: readonly StationPlan[] = Array.from({ length: count }, (_, index) => ({
    id: `${slug}-${index + 1}`,
    version: index % 2 === 0 ? "1.6" : "2.0.1",
    tokens: [`${slug}-D${index + 1}`.toUpperCase(), `${slug}-E${index + 1}`.toUpperCase()],
  }));
  const [drivers, partner] = [0, 1].map((index) => stations.map(({ tokens }) => tokens[index] ?? ""));
  const accounts: readonly PlannedAccount[] = [
    ...["Rita Lopes", "João Prado", "Ana Teles"].map((name, index) => ({
      name,
      kind: "driver" as const,
      tokens: (drivers ?? []).filter((_, at) => at % 3 === index),
    })),
    { name: "Roda Livre SA", kind: "emsp", tokens: partner ?? [] },
  ];
  return { slug, stations, accounts };
}

async function finishAllWork(sql: Sql, tenantId: string, fleet: Fleet, billing: BillingLoop, objects: StripeObjects) {
  await fleet.finish(FINISH_MS);
  await finishPendingWork(sql, tenantId, FINISH_MS);
  await billing.finish(FINISH_MS);
  await untilDelivered(sql, tenantId, DELIVER_MS);
  const open = (await objects.invoicesOf(tenantId)).filter(({ status }) => status === "open");
  for (const { id } of open.filter((_, index) => index % 2 === 0)) await objects.pay(id);
  const paid = (await objects.invoicesOf(tenantId)).filter(({ status }) => status === "paid");
  await untilPaid(
    sql,
    paid.map(({ id }) => id),
    FINISH_MS,
  );
  await untilDelivered(sql, tenantId, DELIVER_MS); // receipts
}

type Facts = {
  readonly kills: Kills;
  readonly operator: CreatedOperator;
  readonly ledger: Ledger;
  readonly fleet: Fleet;
  readonly billing: BillingLoop;
  readonly objects: StripeObjects;
  readonly inboxUrl: string | null;
};

async function report(
  sql: Sql,
  { kills, operator, ledger, fleet, billing, objects, inboxUrl }: Facts,
): Promise<FaultReport> {
  const [counts] = await sql<{ records: number; invoices: number; paid: number }[]>`
    select (select count(*)::int from charge_records where tenant_id = ${operator.tenantId}) as records,
           (select count(*)::int from invoices where tenant_id = ${operator.tenantId}) as invoices,
           (select count(*)::int from invoices where tenant_id = ${operator.tenantId} and state = 'paid') as paid`;
  const dropped = fleet.dropped();
  const { sessions, unanswered, refused } = ledger;
  return {
    kills,
    acknowledged: ledger.counts(),
    unanswered,
    refused,
    failedActs: billing.failures(),
    sessions: sessions.length,
    wh: sessions.reduce(
      (sum, { transaction: { meterStopWh = 0, meterStartWh } }) => sum + meterStopWh - meterStartWh,
      0,
    ),
    records: counts?.records ?? 0,
    invoices: counts?.invoices ?? 0,
    paid: counts?.paid ?? 0,
    violations: [
      ...(dropped > 0 ? [`stations gave up ${dropped} messages`] : []),
      ...(await proveCharging(sql, operator, ledger)),
      ...(await proveBilling(sql, operator, objects)),
      ...(inboxUrl === null ? [] : await proveMail(sql, operator, inboxUrl)),
    ],
  };
}
