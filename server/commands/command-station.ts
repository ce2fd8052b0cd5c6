import { randomInt } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { queryOf } from "@/db/handle";
import { sessions } from "@/db/schema/sessions";
import { stations } from "@/db/schema/stations";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import {
  type CommandOf,
  COMMANDS,
  type CommandType,
  PLAIN_COMMANDS,
  type PlainCommand,
  type StationCommand,
  TRIGGERABLE_MESSAGES,
  type TriggerableMessage,
} from "@/server/domain/station/command";
import type { StoredTokenKind } from "@/server/tokens/token-kind";
import { requestCommand } from "./request-command";

const evse = z.number().int().min(0).max(1000);
const Name = z.object({
  component: z.string().max(50),
  instance: z.string().max(50).nullable(),
  evse: evse.nullable(),
  variable: z.string().trim().min(1, "Please fill this in.").max(50),
});

/**
 * What a person may ask of a station: as StationCommand, with our own names for tokens and
 * sessions.
 */
export const CommandStation = z.object({
  stationId: z.uuid(),
  command: z.discriminatedUnion("type", [
    z.object({ type: z.literal("remote-start"), evse: evse.min(1), tokenId: z.uuid("Choose a token.") }),
    z.object({ type: z.literal("remote-stop"), sessionId: z.uuid() }),
    z.object({ type: z.literal("reset"), kind: z.enum(["soft", "hard"]) }),
    z.object({ type: z.literal("unlock-connector"), evse: evse.min(1), connector: evse.min(1) }),
    z.object({ type: z.literal("change-availability"), evse, operative: z.boolean() }),
    z.object({
      type: z.literal("trigger-message"),
      message: z.enum(Object.keys(TRIGGERABLE_MESSAGES) as [TriggerableMessage, ...TriggerableMessage[]]),
      evse: evse.min(1).nullable(),
    }),
    z.object({ type: z.literal("get-variables"), variables: z.array(Name).max(200) }),
    z.object({
      type: z.literal("set-variables"),
      variables: z
        .array(Name.extend({ value: z.string().max(2500) }))
        .min(1)
        .max(50),
    }),
    z.object({ type: z.enum(PLAIN_COMMANDS as [PlainCommand, ...PlainCommand[]]) }),
  ]),
});

type CommandInput = z.infer<typeof CommandStation>["command"];

/**
 * Sends a command to a station: this transaction writes it and notifies the gateway that holds the
 * socket.
 * @throws Refusal NOT_FOUND for a station, session or token that is not there; CONFLICT for a
 *   session that has ended, a token that may not charge, a station that has never connected, or one
 *   that is offline when the command cannot wait; INVALID for what its version cannot be asked.
 */
export async function commandStation(
  db: TenantWrite,
  requestedBy: string,
  { stationId, command }: z.infer<typeof CommandStation>,
): Promise<{ commandId: string }> {
  const [station] = await db
    .select({
      connectedAt: stations.connectedAt,
      lastSeenAt: stations.lastSeenAt,
      ocppVersion: stations.ocppVersion,
    })
    .from(stations)
    .where(eq(stations.id, stationId));
  if (!station) throw new Refusal("station_not_found");
  if (!station.connectedAt && !station.lastSeenAt) {
    throw new Refusal("station_never_connected");
  }
  const isWholeStation = command.type === "trigger-message" && command.message === "status" && command.evse === null;
  // F06.FR.13: from 2.0.1 on a status is a connector's only
  if (isWholeStation && station.ocppVersion !== null && station.ocppVersion !== "1.6") {
    throw new Refusal("status_needs_evse", {
      field: "evse",
      version: station.ocppVersion,
    });
  }
  return requestCommand(db, {
    stationId,
    command: await toStationCommand(db, stationId, command),
    requestedBy,
    mayQueue: COMMANDS[command.type].isQueueable,
  });
}

type InputOf<Type extends CommandType> = Type extends PlainCommand
  ? { readonly type: Type }
  : Extract<CommandInput, { type: Type }>;

/** How an input becomes a command. An input that is the command as it stands needs no line. */
type Conversions = {
  readonly [Type in CommandType as InputOf<Type> extends CommandOf<Type> ? never : Type]: (
    db: TenantWrite,
    stationId: string,
    input: InputOf<Type>,
  ) => CommandOf<Type> | Promise<CommandOf<Type>>;
};

const CONVERSIONS: Conversions = {
  "remote-start": async (db, _stationId, { type, evse, tokenId }) => ({
    type,
    evse,
    token: await tokenOf(db, tokenId),
    remoteStartId: randomId(),
  }),
  "remote-stop": async (db, stationId, { type, sessionId }) => ({
    type,
    session: await sessionOf(db, stationId, sessionId),
  }),
  "get-base-report": () => ({ type: "get-base-report", requestId: randomId() }),
};

async function toStationCommand(db: TenantWrite, stationId: string, input: CommandInput): Promise<StationCommand> {
  // the table's type has checked each line against its own type, and that no line is missing
  const convert = (CONVERSIONS as { readonly [type: string]: Convert | undefined })[input.type];
  return convert ? convert(db, stationId, input) : (input as StationCommand);
}

type Convert = (db: TenantWrite, stationId: string, input: CommandInput) => StationCommand | Promise<StationCommand>;

/** OCPP's ids of ours: positive and within 31 bits. */
const randomId = (): number => randomInt(1, 2 ** 31 - 1);

/**
 * A token that we would let charge if its station asked: one that has expired, or whose holder may
 * not, is refused before anything is sent.
 */
async function tokenOf(db: TenantWrite, tokenId: string) {
  const [token] = await queryOf(db)<{ uid: string; kind: StoredTokenKind; state: string }>`
    select k.uid, k.kind, case when k.state = 'active' and k.valid_until <= now() then 'expired'
                       when k.state = 'active' and not coalesce(d.is_active, m.is_active, false) then 'blocked'
                       else k.state end as state
      from tokens k
      left join drivers d on d.tenant_id = k.tenant_id and d.id = k.driver_id
      left join emsps m on m.tenant_id = k.tenant_id and m.id = k.emsp_id
     where k.tenant_id = ${db.tenantId}::uuid and k.id = ${tokenId}::uuid`;
  if (!token) throw new Refusal("token_not_found", { field: "tokenId" });
  if (token.state !== "active") {
    throw new Refusal("token_may_not_charge", {
      field: "tokenId",
      uid: token.uid,
      state: token.state,
    });
  }
  return { uid: token.uid, kind: token.kind };
}

async function sessionOf(db: TenantWrite, stationId: string, sessionId: string) {
  const [session] = await db
    .select({ number: sessions.number, transactionId: sessions.transactionId, state: sessions.state })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.stationId, stationId)));
  if (!session) throw new Refusal("session_not_at_station");
  if (session.state !== "active") throw new Refusal("session_ended", { number: session.number });
  return session.transactionId === null
    ? { by: "number" as const, sessionNumber: session.number }
    : { by: "station-id" as const, transactionId: session.transactionId };
}
