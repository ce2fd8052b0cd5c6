/** The demo's mailbox, by its own API: what the product sent by SMTP. */
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Running } from "@/e2e/stack/stack";

const List = z.object({ messages: z.array(z.object({ id: z.string(), subject: z.string() })) });
const Letter = z.object({
  subject: z.string(),
  text: z.string(),
  attachments: z.array(z.object({ filename: z.string(), content_type: z.string(), url: z.string() })),
});

export type Letter = z.infer<typeof Letter>;

/** The newest letter to an address whose subject fits; waits for it. */
export async function letterTo(product: Running, to: string, subject: RegExp): Promise<Letter> {
  for (const end = Date.now() + 20_000; ; await pause(100)) {
    const { messages } = List.parse(await read(product, `/api/messages?to=${encodeURIComponent(to)}`));
    const found = messages.find((message) => subject.test(message.subject));
    if (found) return Letter.parse(await read(product, `/api/messages/${found.id}`));
    if (Date.now() > end) throw new Error(`No letter to ${to} about ${subject} came.`);
  }
}

export async function lettersTo(product: Running, to: string): Promise<number> {
  const { messages } = List.parse(await read(product, `/api/messages?to=${encodeURIComponent(to)}`));
  return messages.length;
}

/** The address in a letter's text whose path begins like this. */
export function linkIn(letter: Letter, path: string): string {
  const found = letter.text
    .split(/[\s<>()[\]]+/)
    .find((word) => /^https?:/.test(word) && new URL(word).pathname.startsWith(path));
  if (!found) throw new Error(`No link to ${path} in:\n${letter.text}`);
  return found;
}

async function read(product: Running, path: string): Promise<unknown> {
  if (product.inboxUrl === null) throw new Error("This product has no mailbox of its own.");
  return (await fetch(product.inboxUrl + path)).json();
}
