import { eq, sql } from "drizzle-orm";
import { queryOf } from "@/db/handle";
import { withIdentity } from "@/db/identity";
import { users } from "@/db/schema/identity";
import { Refusal } from "@/server/domain/refusal";
import { env } from "@/server/env";
import { putJobWithQuery } from "@/server/outbox/put";

/**
 * Sends a person a sign-in link, in their own language. It belongs to no operator, so no delivery
 * is stored: the job is dropped once done, and given up when the link has expired. An unknown
 * address gets a job too, which sends nothing: neither the answer nor its time discloses who is a
 * member.
 * @throws Refusal no_mail_server when no mail server is configured
 */
export async function sendSignInLink({
  to,
  url,
  minutes,
}: {
  to: string;
  url: string;
  minutes: number;
}): Promise<void> {
  if (env().SMTP_URL === undefined) throw new Refusal("no_mail_server");
  const expiresAt = new Date(Date.now() + minutes * 60_000).toISOString();
  await withIdentity(async (db) => {
    const [person] = await db
      .select({ locale: users.locale })
      .from(users)
      .where(eq(sql`lower(${users.email})`, to.toLowerCase()));
    await putJobWithQuery(queryOf(db), "mail.sign-in", { to, url, minutes, expiresAt, locale: person?.locale ?? "en" });
  });
}
