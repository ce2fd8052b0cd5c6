import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { StoredReply } from "./idempotency";
import type { Table, Tables } from "./wire";

/** All changes of one call, written together or not at all. */
export type Change = {
  account: string;
  puts: Put[];
  removes: { table: Table; id: string }[];
  reply?: StoredReply;
};
export type Put = { [Name in Table]: { table: Name; object: Tables[Name] } }[Table];

type ObjectStore<Name extends Table> = Map<string, Tables[Name]>;

/**
 * The stand-in's objects: per account (the `Stripe-Account` header) and resource, in order of
 * creation. With a file, every change is one appended JSON line, loaded at the next start; a line
 * cut short by a kill is dropped.
 */
export class Store {
  readonly #objects = new Map<string, ObjectStore<Table>>();
  readonly #replies = new Map<string, StoredReply>();
  readonly #file: string | undefined;

  constructor(file?: string) {
    this.#file = file;
    if (!file) return;
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    if (existsSync(file)) this.#load(file);
  }

  objects<Name extends Table>(account: string, table: Name): ObjectStore<Name> {
    const key = `${account}/${table}`;
    const objects = this.#objects.get(key) ?? new Map();
    this.#objects.set(key, objects);
    return objects as ObjectStore<Name>;
  }

  accounts(): string[] {
    return [...new Set([...this.#objects.keys()].map((key) => key.slice(0, key.lastIndexOf("/"))))];
  }

  reply(account: string, key: string): StoredReply | undefined {
    return this.#replies.get(`${account}/${key}`);
  }

  write(change: Change): void {
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(change)}\n`);
    this.#apply(change);
  }

  clear(): void {
    this.#objects.clear();
    this.#replies.clear();
    if (this.#file) writeFileSync(this.#file, "");
  }

  #apply(change: Change): void {
    for (const { table, object } of change.puts) {
      (this.objects(change.account, table) as Map<string, typeof object>).set(object.id, object);
    }
    for (const { table, id } of change.removes) this.objects(change.account, table).delete(id);
    if (change.reply) this.#replies.set(`${change.account}/${change.reply.key}`, change.reply);
  }

  #load(file: string): void {
    const text = readFileSync(file, "utf8");
    const whole = text.lastIndexOf("\n") + 1;
    for (const line of text.slice(0, whole).split("\n")) {
      if (line) this.#apply(JSON.parse(line) as Change);
    }
    if (whole < text.length) truncateSync(file, Buffer.byteLength(text.slice(0, whole)));
  }
}
