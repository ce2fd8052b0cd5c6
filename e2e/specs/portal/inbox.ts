/** The demo's mailbox, read by its own API: e-mails that the product sent by SMTP. */
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Running } from "@/e2e/stack/stack";

const List = z.object({ messages: z.array(z.object({ id: z.string(), subject: z.string() })) });
const StoredEmail = z.object({
  subject: z.string(),
  text: z.string(),
  attachments: z.array(z.object({ filename: z.string(), content_type: z.string(), url: z.string() })),
});

export type StoredEmail = z.infer<typeof StoredEmail>;

/** Waits for an e-mail to an address with this subject; returns the newest. */
export async function emailTo(product: Running, to: string, subject: RegExp): Promise<StoredEmail> {
  for (const end = Date.now() + 20_000; ; await pause(100)) {
    const { messages } = List.parse(await read(product, `/api/messages?to=${encodeURIComponent(to)}`));
    const found = messages.find((message) => subject.test(message.subject));
    if (found) return StoredEmail.parse(await read(product, `/api/messages/${found.id}`));
    if (Date.now() > end) throw new Error(`No e-mail to ${to} about ${subject} came.`);
  }
}

export async function emailsTo(product: Running, to: string): Promise<number> {
  const { messages } = List.parse(await read(product, `/api/messages?to=${encodeURIComponent(to)}`));
  return messages.length;
}

/** Returns the link in an e-mail's text whose path begins with `path`. */
export function linkIn(email: StoredEmail, path: string): string {
  const found = email.text
    .split(/[\s<>()[\]]+/)
    .find((text) => /^https?:/.test(text) && new URL(text).pathname.startsWith(path));
  if (!found) throw new Error(`No link to ${path} in:\n${email.text}`);
  return found;
}

async function read(product: Running, path: string): Promise<unknown> {
  if (product.inboxUrl === null) throw new Error("This product has no mailbox of its own.");
  return (await fetch(product.inboxUrl + path)).json();
}
