/**
 * Plays the finance person: closes the running month up to now, issues the run, and repeats.
 * Customers pay some of the invoices. After a call without an answer, drafts left behind are
 * issued.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "@/e2e/simulators/charger/seeded-random";
import { type Portal, PortalRefused } from "./portal-client";
import type { StripeObjects } from "./stripe-objects";

const MAX_RUN_INTERVAL_MS = 2_500;

export type BillingLoopOptions = {
  readonly portal: Portal;
  readonly objects: StripeObjects;
  readonly tenantId: string;
  readonly legalEntityId: string;
  readonly random: Random;
};

export type BillingLoop = {
  /** Resolves when the next run notifyBegin. */
  readonly nextBilling: () => Promise<void>;
  /**
   * Stops the loop, then bills until nothing is left to bill.
   * @throws when that takes too long
   */
  readonly finish: (withinMs: number) => Promise<void>;
  /** Acts that failed or got no answer. */
  readonly failures: () => number;
};

/** Returns at once; the loop runs until `finish` is called. */
export function startBillingLoop(options: BillingLoopOptions): BillingLoop {
  const stopping = new AbortController();
  const state = { failures: 0, waiters: [] as (() => void)[] };
  const notifyBegin = () => {
    for (const notify of state.waiters.splice(0)) notify();
  };
  const work = (async () => {
    while (!stopping.signal.aborted) {
      notifyBegin();
      await attempt(state, async () => billOnce(options));
      await attempt(state, async () => paySome(options));
      await pause(options.random.between(500, MAX_RUN_INTERVAL_MS));
    }
  })();
  work.catch(() => undefined); // reported by finish()
  return {
    nextBilling: async () => new Promise((resolve) => state.waiters.push(resolve)),
    failures: () => state.failures,
    finish: async (withinMs) => {
      stopping.abort();
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
    const run = await portal.mutate("billing.closePeriod", { legalEntityId, month: month.format(), upToNow: true });
    await portal.mutate("billing.issueRun", { periodId: textIn(run, "periodId") });
    return "billed";
  } catch (error) {
    const hasNothingToBill =
      error instanceof PortalRefused && error.code === "CONFLICT" && /nothing to bill/.test(error.message);
    if (hasNothingToBill) return hadDrafts ? "billed" : "nothing left";
    throw error;
  }
}

/** Issues the drafts of a run whose answer was lost. */
async function issueDrafts(portal: Portal): Promise<boolean> {
  const page = await portal.query("billing.list", { state: "draft", limit: 100 });
  const rows = rowsIn(page);
  for (const row of rows) await portal.mutate("billing.issue", { invoiceId: textIn(row, "invoiceId") });
  return rows.length > 0;
}

async function paySome({ objects, tenantId, random }: BillingLoopOptions): Promise<void> {
  for (const { id, status } of await objects.invoicesOf(tenantId)) {
    if (status === "open" && random.next() < 0.4) await objects.pay(id);
  }
}

/** Any act may fail while a process is dead. A failure is counted and retried in the next round. */
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
