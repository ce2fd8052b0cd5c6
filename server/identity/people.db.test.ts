import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { expect, test, vi } from "vitest";
import { withIdentity } from "@/db/identity";
import { users } from "@/db/schema/identity";
import type { env } from "@/server/env";
import { chooseLanguage, updateProfile } from "@/server/identity/people";
import { sendSignInLink } from "@/server/mail/send-sign-in-link";

vi.mock("@/server/env", async (original) => {
  const actual = await original<{ env: typeof env }>();
  return { ...actual, env: () => ({ ...actual.env(), SMTP_URL: "smtp://127.0.0.1:1" }) };
});

test("the language in which a person reads the portal is that of the link that signs them in", async () => {
  const email = `${randomUUID()}@people.test`;
  const [person] = await withIdentity((db) => db.insert(users).values({ email }).returning({ id: users.id }));
  const userId = person?.id ?? "";
  await chooseLanguage(userId, { locale: "pt" });
  await updateProfile(userId, { name: "Ana" }); // a new name leaves the language as it is
  await sendSignInLink({ to: email, url: "https://portal.test/link", minutes: 15 });
  const admin = postgres(process.env.TEST_DATABASE_URL ?? "", { max: 1 });
  const jobs = await admin`
    select payload->>'locale' as locale from graphile_worker._private_jobs where payload->>'to' = ${email}`;
  await admin.end();
  expect([...jobs]).toEqual([{ locale: "pt" }]);
});
