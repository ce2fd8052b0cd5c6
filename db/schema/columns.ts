import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  customType,
  foreignKey,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

/**
 * The columns every tenant table starts with. A tenant is an operator; its rows are keyed
 * (tenant_id, id), so that a foreign key can never point at another tenant's row: plain foreign
 * keys look past row security, composite ones do not. The portal and the worker need not name the
 * tenant when they insert: the handle's own setting fills it.
 */
export const tenantColumns = () => ({
  tenantId: uuid().notNull().default(sql`current_setting('app.tenant_id')::uuid`),
  id: uuid().notNull().defaultRandom(),
});

/** An instant, always with its zone. */
export const instant = () => timestamp({ withTimezone: true, mode: "date" });

/** A set of whole numbers, as Postgres writes it: `{[0,4),[6,7)}`. */
export const wholeNumbers = customType<{ data: string }>({ dataType: () => "int4multirange" });

/** primary key (tenant_id, id) */
export const tenantKey = (table: { tenantId: AnyPgColumn; id: AnyPgColumn }) =>
  primaryKey({ columns: [table.tenantId, table.id] });

/** foreign key (tenant_id, column) → (tenant_id, id) of another tenant table. */
export const tenantReference = (
  tenantId: AnyPgColumn,
  column: AnyPgColumn,
  to: { tenantId: AnyPgColumn; id: AnyPgColumn },
  name?: string,
) =>
  foreignKey({
    ...(name === undefined ? {} : { name }),
    // drizzle wants the columns of one table in one tuple; the cast is over its own phantom types
    // only
    columns: [tenantId, column] as [AnyPgColumn, AnyPgColumn],
    foreignColumns: [to.tenantId, to.id] as [AnyPgColumn, AnyPgColumn],
  });

/** check (column in (…)) for a closed list of words. */
export const oneOf = (name: string, column: AnyPgColumn, values: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(", "))})`);

/** tenant_id of a table keyed by something other than `id`. */
export const tenantId = () => tenantColumns().tenantId;

/**
 * The languages that a person, an account or an e-mail may have; server/domain/locale.ts is held to
 * it by the types.
 */
const LOCALES = ["en", "pt"] as const;

export const locale = () => text({ enum: LOCALES });
