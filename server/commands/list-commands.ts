import { z } from "zod";
import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import type { COMMAND_STATES } from "@/db/schema/station-commands";
import type { CommandResult, StationCommand } from "@/server/domain/station/command";
import { hideSecretVariables } from "@/server/domain/station/secret-variable";
import { InstantKey, pageInput, pageOf, positionOf } from "@/server/listing/keyset";
import { dateOf } from "@/db/query";

export const ListCommands = z.object({ stationId: z.uuid(), ...pageInput(50, 200) }).omit({ before: true });

const RequestedAtAndId = z.tuple([InstantKey, z.uuid()]);

export type CommandRow = {
  readonly commandId: string;
  readonly command: StationCommand;
  readonly state: (typeof COMMAND_STATES)[number];
  readonly sessionId: string | null;
  /** null: the product itself asked */
  readonly requestedBy: string | null;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly sentAt: Date | null;
  readonly answeredAt: Date | null;
  readonly doneAt: Date | null;
  readonly result: CommandResult | null;
};

type Row = {
  readonly [Field in keyof CommandRow]: CommandRow[Field] extends Date | null ? string | null : CommandRow[Field];
} & {
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly key: string;
};

/** What was asked of a station, newest first, with its own answer. */
export async function listCommands(
  db: TenantRead,
  { stationId, after, limit }: z.infer<typeof ListCommands>,
): Promise<{ commands: readonly CommandRow[]; after: string | null }> {
  const position = positionOf({ after }, RequestedAtAndId);
  const [at, id] = position.keys ?? [null, null];
  const found = await queryOf(db)<Row>`
    select c.id as "commandId", c.payload as command, c.state, c.session_id as "sessionId",
           coalesce(u.name, u.email) as "requestedBy",
           c.requested_at as "requestedAt", c.expires_at as "expiresAt", c.sent_at as "sentAt",
           c.answered_at as "answeredAt",
           c.done_at as "doneAt", c.result, c.requested_at::text as key
      from station_commands c left join users u on u.id = c.requested_by
     where c.station_id = ${stationId}::uuid
       and (${at}::timestamptz is null or (c.requested_at, c.id) < (${at}::timestamptz, ${id}::uuid))
     order by c.requested_at desc, c.id desc limit ${limit + 1}::int`;
  const page = pageOf(found, limit, position, ({ key, commandId }) => [key, commandId]);
  return {
    commands: page.rows.map(({ key: _key, ...row }) => ({
      ...row,
      // one that still waits holds the secrets that it is to set
      command: hideSecretVariables(row.command) as StationCommand,
      requestedAt: new Date(row.requestedAt),
      expiresAt: new Date(row.expiresAt),
      sentAt: dateOf(row.sentAt),
      answeredAt: dateOf(row.answeredAt),
      doneAt: dateOf(row.doneAt),
    })),
    after: page.after,
  };
}
