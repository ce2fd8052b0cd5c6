import type { Locale } from "@/server/domain/locale";
import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { withIdentity } from "@/db/identity";
import { users } from "@/db/schema/identity";
import { signInLink } from "@/emails/sign-in-link";
import { renderEmail } from "@/emails/render-email";
import { messageIdOf, sendMail } from "@/server/mail/send";

export type SignInLinkJob = { to: string; url: string; minutes: number; expiresAt: string; locale: Locale };

/**
 * The job of one sign-in link. One that has run out is not sent any more, and none to an address
 * that nobody has. @throws MailFailure, and is then tried again
 */
export async function deliverSignInLink({ to, url, minutes, expiresAt, locale }: SignInLinkJob): Promise<void> {
  if (new Date(expiresAt) <= new Date() || !(await isKnownEmail(to))) return;
  const email = await renderEmail(signInLink({ url, minutes }, locale));
  const messageId = messageIdOf(createHash("sha256").update(url).digest("hex").slice(0, 32));
  await sendMail({ ...email, to, messageId });
}

const isKnownEmail = (address: string): Promise<boolean> =>
  withIdentity(async (db) => (await db.$count(users, eq(sql`lower(${users.email})`, address.toLowerCase()))) > 0);
