import { createHash } from "node:crypto";
import { signInLink } from "@/emails/sign-in-link";
import { writeLetter } from "@/emails/write-letter";
import { messageIdOf, sendMail } from "@/server/mail/send";

export type SignInLinkJob = { to: string; url: string; minutes: number; expiresAt: string; locale: "en" | "pt" };

/** The job of one sign-in link. A link that has run out is not sent any more. @throws MailFailure, and is then tried again */
export async function deliverSignInLink({ to, url, minutes, expiresAt, locale }: SignInLinkJob): Promise<void> {
  if (new Date(expiresAt) <= new Date()) return;
  const letter = await writeLetter(signInLink({ url, minutes }, locale));
  const messageId = messageIdOf(createHash("sha256").update(url).digest("hex").slice(0, 32));
  await sendMail({ ...letter, to, messageId });
}
