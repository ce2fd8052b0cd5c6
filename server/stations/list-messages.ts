import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { dateOf } from "@/db/query";
import type { TenantRead } from "@/db/tenant";
import {
  InstantKey,
  type PageCursors,
  pageInput,
  pageOf,
  type PagePosition,
  positionOf,
} from "@/server/listing/keyset";
import { containsPattern } from "@/server/listing/like";

export const MessageFilter = z.object({
  stationId: z.uuid(),
  /** words in the message or its answer */
  query: z.string().trim().max(200).default(""),
  actions: z.array(z.string().max(100)).max(50).default([]),
  direction: z.enum(["in", "out"]).optional(),
  /** only those that were refused, by us or by the station */
  refused: z.boolean().default(false),
  /** received at or after, and before */
  from: z.date().optional(),
  to: z.date().optional(),
});

export const ListMessages = MessageFilter.extend(pageInput(50, 1000));

export type MessageRow = {
  readonly id: string;
  readonly receivedAt: Date;
  /** "in": the station spoke; "out": we did */
  readonly direction: "in" | "out";
  readonly ocppVersion: string;
  readonly messageId: string | null;
  readonly action: string | null;
  /** payload as it came; of a refused frame the whole frame */
  readonly request: string;
  readonly answer: string | null;
  readonly errorCode: string | null;
  readonly errorDescription: string | null;
  /** when it was read again and became an event; null otherwise */
  readonly rereadAt: Date | null;
};

export type MessagePage = PageCursors & { readonly messages: readonly MessageRow[] };

type Row = Omit<MessageRow, "receivedAt" | "rereadAt"> & {
  readonly receivedAt: string;
  readonly rereadAt: string | null;
};

const ReceivedAtAndId = z.tuple([InstantKey, z.string().regex(/^\d{1,19}$/)]);

/**
 * A station's OCPP messages, newest first, from the partitioned log: by time and id, cheap at any
 * depth.
 */
export async function listMessages(db: TenantRead, input: z.infer<typeof ListMessages>): Promise<MessagePage> {
  const position = positionOf(input, ReceivedAtAndId);
  const direction = position.isBackwards ? sql`asc` : sql`desc`;
  const found = await db.execute<Row>(sql`
    select m.id::text as id, m.received_at as "receivedAt", m.direction, m.ocpp_version as "ocppVersion",
           m.message_id as "messageId",
           m.action, m.request, m.answer, m.error_code as "errorCode", m.error_description as "errorDescription",
           again.reread_at as "rereadAt"
      from ocpp_messages m
      left join reread_messages again on again.tenant_id = m.tenant_id and again.station_id = m.station_id
        and again.received_at = m.received_at and again.message_id = m.id
     where m.tenant_id = ${db.tenantId}::uuid and m.station_id = ${input.stationId}::uuid
       and ${filtersOf(input)} and ${keysetCondition(position)}
     order by m.received_at ${direction}, m.id ${direction} limit ${input.limit + 1}`);
  const { rows, ...ends } = pageOf(found, input.limit, position, ({ receivedAt, id }) => [receivedAt, id]);
  const messages = rows.map((row) => ({
    ...row,
    receivedAt: new Date(row.receivedAt),
    rereadAt: dateOf(row.rereadAt),
  }));
  return { messages, ...ends };
}

/** The actions this station's log knows of the last thirty days, for the filter. */
export async function messageActions(db: TenantRead, { stationId }: { stationId: string }): Promise<readonly string[]> {
  const rows = await db.execute<{ action: string }>(sql`
    with recent as (
      select m.action from ocpp_messages m
       where m.tenant_id = ${db.tenantId}::uuid and m.station_id = ${stationId}::uuid
         and m.received_at > now() - interval '30 days'
       order by m.received_at desc limit 5000
    )
    select distinct action from recent where action is not null order by action`);
  return rows.map(({ action }) => action);
}

function filtersOf({ query, actions, direction, refused, from, to }: z.infer<typeof MessageFilter>): SQL {
  const all: SQL[] = [sql`true`];
  if (query !== "") {
    const part = containsPattern(query);
    all.push(sql`(m.request ilike ${part} or m.answer ilike ${part} or m.message_id ilike ${part})`);
  }
  if (actions.length > 0) all.push(sql`m.action = any (string_to_array(${actions.join(",")}, ','))`);
  if (direction !== undefined) all.push(sql`m.direction = ${direction}`);
  if (refused) all.push(sql`m.error_code is not null`);
  if (from !== undefined) all.push(sql`m.received_at >= ${from.toISOString()}::timestamptz`);
  if (to !== undefined) all.push(sql`m.received_at < ${to.toISOString()}::timestamptz`);
  return sql.join(all, sql` and `);
}

function keysetCondition({ keys, isBackwards }: PagePosition<z.infer<typeof ReceivedAtAndId>>): SQL {
  if (keys === null) return sql`true`;
  const [at, id] = keys;
  return sql`(m.received_at, m.id) ${isBackwards ? sql`>` : sql`<`} (${at}::timestamptz, ${id}::bigint)`;
}
