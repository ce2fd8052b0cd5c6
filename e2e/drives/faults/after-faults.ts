/** Waits after the last kill until the product has finished its delayed work. */
import { setTimeout as pause } from "node:timers/promises";
import type { Sql } from "postgres";

/**
 * A session waits a day for late messages of a station that was offline. The drive cannot wait that
 * long: it moves the run time of those jobs to now and waits for the worker.
 */
export async function finishPendingWork(sql: Sql, tenantId: string, withinMs: number): Promise<void> {
  await until(withinMs, async () => {
    await sql`select graphile_worker.reschedule_jobs(array_agg(id), run_at => now()) from graphile_worker.jobs
      where task_identifier = 'session.settle' and run_at > now() and locked_at is null`;
    const [left] = await sql<{ sessions: number }[]>`
      select count(*)::int as sessions from sessions
       where tenant_id = ${tenantId} and billing_state in ('open', 'settling')`;
    return left?.sessions ? `${left.sessions} sessions are not settled` : null;
  });
}

/**
 * Waits until every PDF is made, every e-mail sent and every call to Stripe done.
 * @throws a sentence that counts what is outstanding
 */
export async function untilDelivered(sql: Sql, tenantId: string, withinMs: number): Promise<void> {
  await until(withinMs, async () => {
    const [refused] = await sql<{ kind: string; reason: string | null }[]>`
      select kind, last_error ->> 'message' as reason from stripe_operations
       where tenant_id = ${tenantId} and state = 'failed_final' limit 1`;
    if (refused) throw new Error(`Stripe refused ${refused.kind} for good: ${refused.reason ?? "no reason"}`);
    const [left] = await sql<{ pdfs: number; emails: number; calls: number }[]>`
      select (select count(*)::int from invoices i
               where i.tenant_id = ${tenantId} and i.state <> 'draft' and not exists (
                select from invoice_files f where f.tenant_id = i.tenant_id and f.invoice_id = i.id)) as pdfs,
             (select count(*)::int from email_deliveries where tenant_id = ${tenantId} and state <> 'sent') as emails,
             (select count(*)::int from stripe_operations
               where tenant_id = ${tenantId} and state <> 'succeeded') as calls`;
    if (!left || left.pdfs + left.emails + left.calls === 0) return null;
    return `${left.pdfs} PDFs, ${left.emails} emails and ${left.calls} calls to Stripe are outstanding`;
  });
}

/** Waits until every invoice that is paid at Stripe is paid here. */
export async function untilPaid(sql: Sql, stripeIds: readonly string[], withinMs: number): Promise<void> {
  await until(withinMs, async () => {
    const [left] = await sql<{ unpaid: number }[]>`
      select count(*)::int as unpaid from invoices
       where stripe_invoice_id = any(${[...stripeIds]}::text[]) and state <> 'paid'`;
    return left?.unpaid ? `${left.unpaid} invoices are paid at Stripe and not here` : null;
  });
}

/** @throws the last sentence of `findPending` when it takes too long */
async function until(withinMs: number, findPending: () => Promise<string | null>): Promise<void> {
  let left: string | null = null;
  for (const end = Date.now() + withinMs; Date.now() < end; await pause(500)) {
    left = await findPending();
    if (left === null) return;
  }
  throw new Error(`after ${withinMs / 1_000} s ${left ?? "it is not quiet"}`);
}
