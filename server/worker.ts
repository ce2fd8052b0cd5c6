/**
 * The third process: does what transactions asked for, and what the clock asks for. The only file
 * that knows all jobs.
 */
import { LOCALES } from "@/server/domain/locale";
import { z } from "zod";
import { whenDatabaseAnswers } from "@/db/await-database";
import { WrongDatabase } from "@/db/env";
import { tenantHandle } from "@/db/handle";
import { keepMessagePartitions } from "@/db/message-partitions";
import { withPlatform } from "@/db/platform";
import { actAs, closePools } from "@/db/process";
import { operators } from "@/db/schema/operators";
import { type TenantWrite, writeTenant } from "@/db/tenant";
import { renderDocument } from "@/server/documents/render-document";
import { requeueUnrenderedDocuments } from "@/server/billing/requeue-documents";
import { classifyDatabaseError } from "@/server/station-events/database-error";
import { closeStaleSessions } from "@/server/charging/close-stale-sessions";
import { holdAfterError, finalizeSession } from "@/server/rating/finalize-session";
import { env } from "@/server/env";
import { deleteExpiredSignIns } from "@/server/identity/delete-expired-sign-ins";
import { announce } from "@/server/live/announce";
import { logFor } from "@/server/log";
import { deliverEmail, requeueUnsentEmails } from "@/server/mail/deliver-email";
import { deliverSignInLink } from "@/server/mail/deliver-sign-in-link";
import { runSequentially } from "@/server/outbox/run-sequentially";
import { type JobRunner, type Schedule, runOutbox, type Jobs } from "@/server/outbox/run-outbox";
import { isStripeConfigured } from "@/server/payments/configured";
import { queueOpenInvoiceChecks, syncInvoice } from "@/server/payments/sync-invoice";
import { processStripeEvent, requeueStalledEvents } from "@/server/payments/process-stripe-event";
import { requeueStalledOperations } from "@/server/payments/retry-operation";
import { runOperation } from "@/server/payments/run-operation";
import { sweepCommands } from "@/server/commands/sweep-commands";

const CONCURRENCY = 4;

const log = logFor("worker");

/** A job gets its payload as JSON from the outbox and checks it first. */
const job =
  <Payload>(schema: z.ZodType<Payload>, run: (payload: Payload) => Promise<void>) =>
  (payload: unknown): Promise<void> =>
    run(schema.parse(payload));

const JOBS: Jobs = {
  "session.settle": job(z.object({ tenantId: z.uuid(), sessionId: z.uuid() }), finalizeSessionJob),
  "invoice.render": job(z.object({ tenantId: z.uuid(), invoiceId: z.uuid() }), renderDocument),
  "mail.send": job(z.object({ tenantId: z.uuid(), deliveryId: z.uuid() }), deliverEmail),
  "mail.sign-in": job(
    z.object({
      to: z.string(),
      url: z.string(),
      minutes: z.number(),
      expiresAt: z.string(),
      locale: z.enum(LOCALES),
    }),
    deliverSignInLink,
  ),
  "stripe.operation": job(z.object({ tenantId: z.uuid(), operationId: z.uuid() }), runOperation),
  "stripe.event": job(z.object({ eventId: z.string() }), processStripeEvent),
  "stripe.invoice": job(z.object({ stripeInvoiceId: z.string() }), checkStripeInvoice),
};

const SCHEDULES: readonly Schedule[] = [
  { name: "wake-what-is-stuck", cron: "* * * * *", run: requeueStalled },
  { name: "forget-expired-sign-ins", cron: "45 * * * *", run: deleteExpiredSignIns },
  { name: "ask-after-open-invoices", cron: "20 4 * * *", run: checkOpenStripeInvoices },
  { name: "keep-message-partitions", cron: "15 1 * * *", run: keepPartitions },
];

/**
 * A session whose late messages had their time: it becomes its charge record, or waits for a
 * person.
 */
function finalizeSessionJob({ tenantId, sessionId }: { tenantId: string; sessionId: string }): Promise<void> {
  return writeTenant(tenantId, async (db) => {
    const handle = tenantHandle(db);
    await handle.attempt<unknown>(
      (inner) => finalizeSession(inner, sessionId, { nowMs: Date.now() }),
      async (error) => {
        // as at the gateway: a fault in pricing goes before a person; one of the database is tried
        // again
        if (classifyDatabaseError(error) !== "bad-entry") throw error;
        log.error({ err: error, sessionId }, "A session could not be priced");
        await holdAfterError(handle, sessionId, error);
      },
    );
    await announce(db, ["sessions", `session:${sessionId}`]);
  });
}

/** An invoice that has been open at Stripe for long: paid meanwhile, and its webhook lost? */
async function checkStripeInvoice({ stripeInvoiceId }: { stripeInvoiceId: string }): Promise<void> {
  await syncInvoice(stripeInvoiceId);
}

async function checkOpenStripeInvoices(): Promise<void> {
  if (!isStripeConfigured()) return;
  const check = async (db: TenantWrite) => void (await queueOpenInvoiceChecks(db));
  await runSequentially(await everyOperator(), ({ id }) => writeTenant(id, check));
}

const everyOperator = () =>
  withPlatform("look for what is stuck at every operator", (db) => db.select({ id: operators.id }).from(operators));

/** The safety net below the outbox: what should have been done by now and was not. */
async function requeueStalled(): Promise<void> {
  if (isStripeConfigured()) await requeueStalledEvents();
  await runSequentially(await everyOperator(), ({ id }) => writeTenant(id, requeueStalledOfTenant));
}

async function requeueStalledOfTenant(db: TenantWrite): Promise<void> {
  const documents = await requeueUnrenderedDocuments(db);
  const emails = await requeueUnsentEmails(db);
  const operations = isStripeConfigured() ? await requeueStalledOperations(db) : 0;
  const commands = await sweepCommands(db);
  const sessions = await closeStaleSessions(db, Date.now());
  if (documents + emails + operations + commands + sessions > 0) {
    const requeued = { documents, emails, operations, commands, sessions };
    log.warn({ tenant: db.tenantId, ...requeued }, "Requeued or closed stalled work");
  }
}

function keepPartitions(): Promise<void> {
  return keepMessagePartitions(env().MESSAGE_LOG_RETENTION_DAYS);
}

async function main(): Promise<void> {
  actAs("worker");
  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopping.abort());
  const onLine = (line: string) => log.warn(line);
  try {
    const runner = await whenDatabaseAnswers("worker", startRunner, { onLine, signal: stopping.signal });
    log.info({ concurrency: CONCURRENCY }, "taking jobs");
    await Promise.race([once(stopping.signal), runner.ended]);
    await runner.stop().catch((error: unknown) => log.warn({ err: error }, "The queue did not stop cleanly"));
  } catch (error) {
    if (!stopping.signal.aborted) throw error; // stopped while it waited for the database
  }
  await closePools();
  log.info("stopped");
}

async function startRunner(): Promise<JobRunner> {
  await keepPartitions();
  return runOutbox(JOBS, SCHEDULES, CONCURRENCY);
}

function once(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

try {
  await main();
  process.exit(0);
} catch (error) {
  if (error instanceof WrongDatabase) log.fatal(`the worker cannot start: ${error.message}`);
  else log.fatal({ err: error }, "The worker cannot go on");
  process.exit(1);
}
