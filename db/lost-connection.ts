import type { Pool } from "./client";

/**
 * Once the connection of a transaction is lost, nothing more may be said in it: the driver would write its ROLLBACK or COMMIT to a socket that
 * is gone, from a callback where nobody can catch the TypeError (postgres.js issues 1066, 1154, 1208; open in 3.4.9), or into a transaction of
 * somebody else who got the connection meanwhile. So the work inside is left where it stands; `begin` itself has rejected already.
 */
export function surviveLostConnections(pool: Pool): Pool {
  const plainBegin: unknown = pool.begin;
  if (typeof plainBegin !== "function") throw new TypeError("A pool begins transactions.");
  const begin = (...args: readonly unknown[]) => {
    const life = newLife();
    const transaction = Promise.resolve(Reflect.apply(plainBegin, pool, guardLast(args, life)));
    transaction.then(life.end, life.end);
    return transaction;
  };
  return Object.assign(pool, { begin });
}

/** Whether a transaction can still be spoken to. */
type Life = { isOver: boolean; readonly over: Promise<void>; readonly end: () => void };

function newLife(): Life {
  let tell = (): void => {};
  const over = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const life: Life = {
    isOver: false,
    over,
    end: () => {
      life.isOver = true;
      tell();
    },
  };
  return life;
}

/** The work, which is the last argument of `begin` and `savepoint`, with its statements and its end under guard. */
function guardLast(args: readonly unknown[], life: Life): readonly unknown[] {
  const work = args.at(-1);
  if (typeof work !== "function") return args;
  return [...args.slice(0, -1), (sql: object) => holdWhenOver(() => work(guardStatements(sql, life)), life)];
}

/** Longer than a socket takes to close after the server said goodbye; beyond it, it was not this connection that was lost. */
const CLOSES_WITHIN_MS = 5_000;

async function holdWhenOver(work: () => unknown, life: Life): Promise<unknown> {
  try {
    const result = await work();
    if (!life.isOver) return result;
  } catch (error) {
    if (isConnectionLost(error)) await Promise.race([life.over, after(CLOSES_WITHIN_MS)]);
    if (!life.isOver) throw error;
  }
  return new Promise(() => {}); // never: to settle is to have the driver speak
}

const after = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

function guardStatements(sql: object, life: Life): object {
  return new Proxy(sql, {
    apply: (target, _self, args) =>
      life.isOver ? refused() : Reflect.apply(target as (...all: unknown[]) => unknown, undefined, args),
    get: (target, name) => {
      const known: unknown = Reflect.get(target, name);
      if (typeof known !== "function") return known;
      if (name === "savepoint") return (...args: readonly unknown[]) => Reflect.apply(known, target, guardLast(args, life));
      return name === "unsafe" && life.isOver ? refused : known;
    },
  });
}

const refused = (): Promise<never> =>
  Promise.reject(Object.assign(new Error("The transaction is over."), { code: "CONNECTION_CLOSED" }));

/** The driver's own words for it, a socket's, and what the server says when it ends a session. */
const LOST = /^(CONNECTION_CLOSED|CONNECTION_DESTROYED|CONNECTION_ENDED|ECONNRESET|EPIPE|ETIMEDOUT|57P01|57P02|57P03)$/;

const isConnectionLost = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && LOST.test(String(error.code));
