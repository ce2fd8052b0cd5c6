import { randomBytes } from "node:crypto";
import { missing } from "./refuse";
import type { Change, Put, Store } from "./store";
import type { EventType, Table, Tables } from "./wire";

export type Emitted = { type: EventType; table: Table; id: string; snapshot: Tables[Table] };

/**
 * The unit of work of one call: it reads the store and collects changes and events beside it. They
 * become visible only when the whole call has succeeded, so a refusal changes nothing.
 */
export class Unit {
  readonly #puts = new Map<string, Put>();
  readonly #removes = new Map<string, { table: Table; id: string }>();
  readonly emitted: Emitted[] = [];
  /** Unix seconds, one value for the whole call. */
  readonly now: number;

  constructor(
    readonly store: Store,
    readonly account: string,
    nowMs: number,
  ) {
    this.now = Math.floor(nowMs / 1000);
  }

  /** A private copy; `put` it back to change it. */
  get<Name extends Table>(table: Name, id: string): Tables[Name] | undefined {
    const pending = this.#puts.get(`${table}/${id}`);
    if (pending) return structuredClone(pending.object) as Tables[Name];
    if (this.#removes.has(`${table}/${id}`)) return undefined;
    const stored = this.store.objects(this.account, table).get(id);
    return stored && structuredClone(stored);
  }

  /** The object, or Stripe's 404 `resource_missing`. */
  need<Name extends Table>(table: Name, id: string, param?: string): Tables[Name] {
    const found = this.get(table, id);
    if (!found) throw missing(table.replace(/s$/, ""), id, param);
    return found;
  }

  put<Name extends Table>(table: Name, object: Tables[Name]): Tables[Name] {
    this.#puts.set(`${table}/${object.id}`, { table, object: structuredClone(object) } as Put);
    return object;
  }

  remove(table: Table, id: string): void {
    this.#puts.delete(`${table}/${id}`);
    this.#removes.set(`${table}/${id}`, { table, id });
  }

  /** Every object of a table, oldest first, this call's changes included. Not copies: read only. */
  all<Name extends Table>(table: Name): Tables[Name][] {
    const stored = [...this.store.objects(this.account, table).keys()];
    const fresh = [...this.#puts.values()].filter((put) => put.table === table).map((put) => put.object.id);
    const ids = new Set([...stored, ...fresh]);
    return [...ids].flatMap((id) => this.#lookUp(table, id) ?? []);
  }

  emit<Name extends Table>(type: EventType, table: Name, object: Tables[Name]): void {
    this.emitted.push({ type, table, id: object.id, snapshot: structuredClone(object) });
  }

  change(): Change {
    return { account: this.account, puts: [...this.#puts.values()], removes: [...this.#removes.values()] };
  }

  #lookUp<Name extends Table>(table: Name, id: string): Tables[Name] | undefined {
    const key = `${table}/${id}`;
    if (this.#removes.has(key)) return undefined;
    const pending = this.#puts.get(key);
    return pending ? (pending.object as Tables[Name]) : this.store.objects(this.account, table).get(id);
  }
}

/** `in_1f0c…`: a prefix and 24 letters and digits, never seen before. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(18).toString("base64url").replace(/[-_]/g, "0")}`;
}
