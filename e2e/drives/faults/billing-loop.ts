/**
 * The finance person of the drive: closes the running month up to now, issues the run, and begins again; customers pay some
 * of what they get. An answer that never came is looked up, as a person would: drafts that lie there are issued.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "@/e2e/simulators/charger/seeded-random";
import { type Portal, PortalRefused } from "./portal-client";
import type { StripeObjects } from "./stripe-objects";

const BETWEEN_RUNS_MS = 2_500;

export type BillingLoopOptions = {
  readonly portal: Portal;
  readonly objects: StripeObjects;
  readonly tenantId: string;
  readonly legalEntityId: string;
  readonly random: Random;
};

export type BillingLoop = {
  /** Resolves when the next run begins. */
  readonly nextBilling: () => Promise<void>;
  /** Stops the rounds and bills what is left, until there is nothing to bill. @throws when that takes too long */
  readonly finish: (withinMs: number) => Promise<void>;
  /** Acts that got no answer or a failure. */
  readonly failures: () => number;
};

/** Returns at once; it works until told to finish. */
export function startBillingLoop(options: BillingLoopOptions): BillingLoop {
  const requested = new AbortController();
  const state = { failures: 0, waiters: [] as (() => void)[] };
  const begins = () => {
    for (const notify of state.waiters.splice(0)) notify();
  };
  const work = (async () => {
    while (!requested.signal.aborted) {
      begins();
      await attempt(state, async () => billOnce(options));
      await attempt(state, async () => paySome(options));
      await pause(options.random.between(500, BETWEEN_RUNS_MS));
    }
  })();
  work.catch(() => undefined); // told by finish()
  return {
    nextBilling: async () => new Promise((resolve) => state.waiters.push(resolve)),
    failures: () => state.failures,
    finish: async (withinMs) => {
      requested.abort();
      await work;
      for (const end = Date.now() + withinMs; Date.now() < end; await pause(500)) {
        if ((await attempt(state, async () => billOnce(options))) === "nothing left") return;
      }
      throw new Error(`the books could not be closed within ${withinMs / 1000} s`);
    },
  };
}

async function billOnce({ portal, legalEntityId }: BillingLoopOptions): Promise<"billed" | "nothing left"> {
  const hadDrafts = await issueDrafts(portal);
  const month = new Intl.DateTimeFormat("sv", { timeZone: "Europe/Lisbon", year: "numeric", month: "2-digit" });
  try {
    const run = await portal.act("billing.closePeriod", { legalEntityId, month: month.format(), upToNow: true });
    await portal.act("billing.issueRun", { periodId: textIn(run, "periodId") });
    return "billed";
  } catch (error) {
    const isOver = error instanceof PortalRefused && error.code === "CONFLICT" && /nothing to bill/.test(error.message);
    if (isOver) return hadDrafts ? "billed" : "nothing left";
    throw error;
  }
}

/** What a run left behind whose answer we never got. */
async function issueDrafts(portal: Portal): Promise<boolean> {
  const page = await portal.request("billing.list", { state: "draft", limit: 100 });
  const rows = rowsIn(page);
  for (const row of rows) await portal.act("billing.issue", { invoiceId: textIn(row, "invoiceId") });
  return rows.length > 0;
}

async function paySome({ objects, tenantId, random }: BillingLoopOptions): Promise<void> {
  for (const { id, status } of await objects.invoicesOf(tenantId)) {
    if (status === "open" && random.next() < 0.4) await objects.pay(id);
  }
}

/** Everything here may fail while somebody is dead; it is counted and tried again in the next round. */
async function attempt<Result>(state: { failures: number }, act: () => Promise<Result>): Promise<Result | "failed"> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof PortalRefused && error.status > 0 && error.status < 500 && error.code !== "CONFLICT")
      throw error;
    state.failures += 1;
    return "failed";
  }
}

function rowsIn(page: unknown): readonly unknown[] {
  const rows = typeof page === "object" && page !== null && "rows" in page ? page.rows : undefined;
  return Array.isArray(rows) ? rows : [];
}

function textIn(value: unknown, name: string): string {
  const field = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  if (typeof field !== "string") throw new Error(`the portal's answer has no ${name}`);
  return field;
}
