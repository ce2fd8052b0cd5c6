/**
 * `npm run db:migrate` by whoever deploys: with the rights that the manual asks for, and with one
 * that is wrong.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { whenPostgresAnswers } from "./await-database";
import { type ScratchPostgres, startScratchPostgres } from "./embedded/scratch-postgres.mjs";
import { migrate as migrateNow } from "./migrate";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

let server: ScratchPostgres;

beforeAll(async () => {
  server = await startScratchPostgres();
  await asSuperuser(async (sql) => {
    await sql`create role keeper login createrole password 'keeper'`;
    await sql`create database ours owner keeper`;
    await sql`create database again owner keeper`;
    await sql`create role weak login password 'weak'`;
    await sql`create database weak owner weak`;
  });
});
afterAll(() => server.stop());
afterEach(() => {
  vi.unstubAllEnvs();
});

describe("an owner of the database who may create roles, and is no superuser", () => {
  test("can migrate, twice over", async () => {
    for (const _ of ["first", "again"]) {
      const { code, output } = await migrate(urlOf("keeper", "ours"));
      expect(output).toContain("The database is at the newest schema.");
      expect(code).toBe(0);
    }
  });

  test("can migrate a second database of the same server", async () => {
    expect((await migrate(urlOf("keeper", "again"))).code).toBe(0);
  });

  test("gives the worker what it needs: a queue, and new partitions of the message log", async () => {
    const sql = postgres(urlOf("keeper", "ours"), { max: 1, connection: { role: "corrente_worker" } });
    try {
      await sql`select put_job('nothing', '{}')`;
      const [made] = await sql`select ensure_message_partitions(9) as days`;
      expect(made).toEqual({ days: 2 });
      expect(await sql`select drop_message_partitions(1) as days`).toEqual([{ days: 0 }]);
    } finally {
      await sql.end();
    }
  });
});

describe("what is refused in one sentence", () => {
  test("a login that may not create roles", async () => {
    await asSuperuser((sql) => sql`create role portal_only login password 'portal_only'`);
    const { code, output } = await migrate(urlOf("portal_only", "weak"));
    expect(output.trim()).toMatch(
      /^The login portal_only in DATABASE_URL must own the database and may create roles\. Postgres says: .+\.$/,
    );
    expect(code).toBe(1);
  });

  test("a login that was not granted the roles that are there", async () => {
    const { code, output } = await migrate(urlOf("weak", "weak"));
    expect(output.trim()).toMatch(
      /^The login weak in DATABASE_URL .+ was not granted to weak \(As a superuser: GRANT corrente_portal TO weak\)\.$/,
    );
    expect(code).toBe(1);
  });

  test("a database that nobody is", async () => {
    const { code, output } = await migrate(urlOf("keeper", "elsewhere"));
    expect(output.trim()).toMatch(/has no database "elsewhere": see DATABASE_URL\.$/);
    expect(code).toBe(1);
  });

  test("an address that is none", async () => {
    expect((await migrate("ours@db")).output.trim()).toBe(
      "DATABASE_URL must be a URL like postgres://user:password@host:5432/corrente.",
    );
  });
});

test("a Postgres that is being started is waited for", async () => {
  await server.kill9();
  const running = begin(urlOf("keeper", "ours"));
  await new Promise<void>((resolve) => {
    running.child.stderr?.on("data", (text: Buffer) => {
      if (text.toString().includes("does not answer")) resolve();
    });
  });
  await server.restart();
  const { code, output } = await running.end;
  expect(output).toContain("The database is at the newest schema.");
  expect(code).toBe(0);
});

test("one that does not come is given up in one sentence", async () => {
  const unreachable = "postgres://keeper:keeper@127.0.0.1:1/ours";
  vi.stubEnv("DATABASE_URL", unreachable);
  const waiting = whenPostgresAnswers(() => migrateNow(unreachable), { onLine: () => {}, timeoutMs: 1 });
  await expect(waiting).rejects.toThrow(
    "Postgres does not answer at 127.0.0.1:1 (ECONNREFUSED): start it, or put DATABASE_URL right.",
  );
});

const urlOf = (login: string, database: string): string => {
  const url = new URL(server.url);
  Object.assign(url, { username: login, password: login, pathname: `/${database}` });
  return url.href;
};

async function asSuperuser(fn: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(server.url, { max: 1 });
  try {
    await fn(sql);
  } finally {
    await sql.end();
  }
}

const migrate = (url: string) => begin(url).end;

function begin(url: string): { child: ChildProcess; end: Promise<{ code: number | null; output: string }> } {
  const child = spawn(process.execPath, ["--import", "tsx", "db/migrate-command.ts"], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => {
      output += text.toString();
    });
  return { child, end: new Promise((resolve) => child.once("close", (code) => resolve({ code, output }))) };
}
