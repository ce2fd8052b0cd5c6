import type postgres from "postgres";

type Pool = postgres.Sql<Record<string, never>>;

/**
 * After the connection of a transaction was lost, `begin` has rejected, but the work inside may
 * still run, and the driver would send its statements, its COMMIT or its ROLLBACK to whoever got
 * the connection next. So they are refused, and the work is left where it stands.
 */
export function dropLostTransactions(pool: Pool): Pool {
  const driverBegin: unknown = Reflect.get(pool, "begin");
  if (typeof driverBegin !== "function") throw new TypeError("A pool begins transactions.");
  const begin = (...args: readonly unknown[]) => {
    const status: TransactionStatus = { isEnded: false };
    const end = (): void => {
      status.isEnded = true;
    };
    const transaction = Promise.resolve(Reflect.apply(driverBegin, pool, guardCallback(args, status)));
    transaction.then(end, end);
    return transaction;
  };
  return Object.assign(pool, { begin });
}

/** Whether a transaction can still be spoken to. */
type TransactionStatus = { isEnded: boolean };

/**
 * The work, which is the last argument of `begin` and `savepoint`, with its statements and its end
 * under guard.
 */
function guardCallback(args: readonly unknown[], status: TransactionStatus): readonly unknown[] {
  const work = args.at(-1);
  if (typeof work !== "function") return args;
  return [...args.slice(0, -1), (sql: object) => holdWhenEnded(() => work(guardStatements(sql, status)), status)];
}

async function holdWhenEnded(work: () => unknown, status: TransactionStatus): Promise<unknown> {
  try {
    const result = await work();
    if (!status.isEnded) return result;
  } catch (error) {
    if (!status.isEnded) throw error;
  }
  return new Promise(() => {}); // never: to settle is to have the driver speak
}

function guardStatements(sql: object, status: TransactionStatus): object {
  return new Proxy(sql, {
    apply: (target, _self, args) =>
      status.isEnded ? refused() : Reflect.apply(target as (...all: unknown[]) => unknown, undefined, args),
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      if (name === "savepoint")
        return (...args: readonly unknown[]) => Reflect.apply(member, target, guardCallback(args, status));
      return name === "unsafe" && status.isEnded ? refused : member;
    },
  });
}

const refused = (): Promise<never> =>
  Promise.reject(Object.assign(new Error("the transaction is over"), { code: "CONNECTION_CLOSED" }));
