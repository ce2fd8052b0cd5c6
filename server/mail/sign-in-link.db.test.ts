import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { databaseUrl } from "@/db/env";
import { withIdentity } from "@/db/identity";
import { users } from "@/db/schema/identity";
import type { env } from "@/server/env";
import { deliverSignInLink } from "./deliver-sign-in-link";
import { sendSignInLink } from "./send-sign-in-link";
import type { Mail } from "./send";

const mailStub = vi.hoisted(() => ({ mails: [] as Mail[] }));
vi.mock("@/server/mail/send", async (original) => ({
  ...(await original<object>()),
  sendMail: async (mail: Mail) => {
    mailStub.mails.push(mail);
    return mail.messageId;
  },
}));
vi.mock("@/server/env", async (original) => {
  const actual = await original<{ env: typeof env }>();
  return { ...actual, env: () => ({ ...actual.env(), SMTP_URL: "smtp://127.0.0.1:1" }) };
});

beforeEach(() => {
  mailStub.mails = [];
});

const url = "https://portal.test/api/auth/callback/email?token=1";

/** The queue is the worker's alone. */
let owner: postgres.Sql;
beforeAll(() => {
  owner = postgres(databaseUrl(), { max: 1 });
});
afterAll(() => owner.end());

const jobsFor = async (address: string): Promise<number> => {
  const [row] = await owner<{ jobs: number }[]>`
    select count(*)::int as jobs from graphile_worker._private_jobs where payload->>'to' = ${address}`;
  return row?.jobs ?? 0;
};
const deliver = (to: string, expiresAt = new Date(Date.now() + 60_000)) =>
  deliverSignInLink({ to, url, minutes: 15, expiresAt: expiresAt.toISOString(), locale: "en" });

async function insertUser(): Promise<string> {
  const email = `Ana.${randomUUID()}@people.test`;
  await withIdentity((db) => db.insert(users).values({ email, name: "Ana" }));
  return email;
}

test("asking for a link does the same for an address that nobody has as for one that somebody has", async () => {
  const [known, unknown] = [await insertUser(), `${randomUUID()}@people.test`];
  for (const to of [known, unknown]) await sendSignInLink({ to, url, minutes: 15 });
  expect([await jobsFor(known), await jobsFor(unknown)]).toEqual([1, 1]);
});

test("a sign-in link is sent to a known address only", async () => {
  await deliver(`${randomUUID()}@people.test`);
  expect(mailStub.mails).toEqual([]);
  const email = await insertUser();
  await deliver(email.toLowerCase());
  expect(mailStub.mails[0]?.to).toBe(email.toLowerCase());
  expect(mailStub.mails[0]?.text).toContain(url);
});

test("a link that has run out is not sent", async () => {
  await deliver(await insertUser(), new Date(Date.now() - 1));
  expect(mailStub.mails).toEqual([]);
});
