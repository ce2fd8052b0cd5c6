import { z } from "zod";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { closeDifferences } from "@/server/payments/receive-payment";
import { Note } from "@/server/input/typed";

export const CloseDifference = z.object({
  invoiceId: z.uuid(),
  /** what was done about the money, such as the reference of the transfer that returned it */
  note: Note,
});

/**
 * Closes a payment difference of an invoice after a person has dealt with it: returned the surplus
 * or claimed the rest.
 * @throws Refusal CONFLICT when nothing of this invoice is open (any more)
 */
export async function closeDifference(
  db: TenantWrite,
  actor: { readonly userId: string },
  { invoiceId, note }: z.infer<typeof CloseDifference>,
): Promise<void> {
  const closed = await closeDifferences(db, invoiceId, note, actor.userId);
  if (closed === 0) throw new Refusal("finding_closed");
  await announce(db, ["invoices", "overview", `invoice:${invoiceId}`]);
}
