import type postgres from "postgres";

type Pool = postgres.Sql<Record<string, never>>;

/**
 * After the connection of a transaction was lost, `begin` has rejected, but the work inside may still run, and the driver would send its statements,
 * its COMMIT or its ROLLBACK to whoever got the connection next. So they are refused, and the work is left where it stands.
 */
export function dropLostTransactions(pool: Pool): Pool {
  const plainBegin: unknown = Reflect.get(pool, "begin");
  if (typeof plainBegin !== "function") throw new TypeError("A pool begins transactions.");
  const begin = (...args: readonly unknown[]) => {
    const life: Life = { isOver: false };
    const end = (): void => {
      life.isOver = true;
    };
    const transaction = Promise.resolve(Reflect.apply(plainBegin, pool, guardLast(args, life)));
    transaction.then(end, end);
    return transaction;
  };
  return Object.assign(pool, { begin });
}

/** Whether a transaction can still be spoken to. */
type Life = { isOver: boolean };

/** The work, which is the last argument of `begin` and `savepoint`, with its statements and its end under guard. */
function guardLast(args: readonly unknown[], life: Life): readonly unknown[] {
  const work = args.at(-1);
  if (typeof work !== "function") return args;
  return [...args.slice(0, -1), (sql: object) => holdWhenOver(() => work(guardStatements(sql, life)), life)];
}

async function holdWhenOver(work: () => unknown, life: Life): Promise<unknown> {
  try {
    const result = await work();
    if (!life.isOver) return result;
  } catch (error) {
    if (!life.isOver) throw error;
  }
  return new Promise(() => {}); // never: to settle is to have the driver speak
}

function guardStatements(sql: object, life: Life): object {
  return new Proxy(sql, {
    apply: (target, _self, args) =>
      life.isOver ? refused() : Reflect.apply(target as (...all: unknown[]) => unknown, undefined, args),
    get: (target, name) => {
      const known: unknown = Reflect.get(target, name);
      if (typeof known !== "function") return known;
      if (name === "savepoint")
        return (...args: readonly unknown[]) => Reflect.apply(known, target, guardLast(args, life));
      return name === "unsafe" && life.isOver ? refused : known;
    },
  });
}

const refused = (): Promise<never> =>
  Promise.reject(Object.assign(new Error("The transaction is over."), { code: "CONNECTION_CLOSED" }));
