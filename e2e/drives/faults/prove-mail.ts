/**
 * Checks the mailbox. An e-mail that was sent before a kill, but not recorded, is sent again under
 * the same message id.
 */
import type { Sql } from "postgres";
import type { CreatedOperator } from "./create-operator";
import type { Violations } from "./prove-charging";

type Summary = { readonly id: string; readonly subject: string; readonly attachments: readonly unknown[] };

/** Each invoice's e-mail arrived with its PDF, under one message id. */
export async function proveMail(sql: Sql, { tenantId }: CreatedOperator, inboxUrl: string): Promise<Violations> {
  const emails = await sql<{ number: string; recipient: string; messageId: string }[]>`
    select i.number, e.recipient, e.message_id as "messageId"
      from email_deliveries e join invoices i on i.tenant_id = e.tenant_id and i.id = e.subject_id
     where e.tenant_id = ${tenantId} and e.template = 'invoice-issued' and e.state = 'sent'`;
  const recipients = [...new Set(emails.map(({ recipient }) => recipient))];
  const arrived = await Promise.all(recipients.map(async (to) => mailsFor(inboxUrl, to)));
  const mails = arrived.flat();
  return emails.flatMap(({ number, messageId }) => {
    const mine = mails.filter((mail) => mail.messageId === messageId);
    if (mine.length === 0) return [`the e-mail with ${number} was sent and never arrived`];
    return mine.every((mail) => mail.pdfs === 1) ? [] : [`the e-mail with ${number} carries no PDF`];
  });
}

async function mailsFor(inboxUrl: string, to: string) {
  const { messages } = (await (await fetch(`${inboxUrl}/api/messages?to=${encodeURIComponent(to)}`)).json()) as {
    messages: readonly Summary[];
  };
  return Promise.all(
    messages.map(async ({ id, attachments }) => {
      const raw = await (await fetch(`${inboxUrl}/messages/${id}/raw`)).text();
      return { messageId: /^message-id:\s*(\S+)/im.exec(raw)?.[1], pdfs: attachments.length };
    }),
  );
}
