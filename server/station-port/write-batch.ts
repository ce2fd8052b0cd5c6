import { type GatewayTransaction, gatewayTransaction } from "@/db/gateway";
import { batchHandles, queryIn, type TenantHandle } from "@/db/handle";
import { announceSoon, type Changes, noteChange } from "@/server/station-events/change-feed";
import { type NotedDeviation, writeDeviations } from "@/server/station-events/deviation-store";
import { counters } from "@/server/station-events/counters";
import type { AuthenticatedStation, Exchange } from "@/server/station-events/exchange";
import { type EventContext, touchSession } from "@/server/station-events/event-context";
import { eventName, keepEvents, type KeptEvent, knownOutcomes } from "@/server/station-events/event-store";
import { isAwaited } from "@/server/commands/await-effects";
import { afterMetered, PROGRESS } from "@/server/charging/on-session-metered";
import { react } from "@/server/charging/react";
import { settingsOfStation } from "@/server/model-profiles/own-profiles";
import { correctByModel } from "@/server/station-events/correct-by-model";
import { correctClockSkew } from "@/server/station-events/correct-clock-skew";
import { contactOf } from "@/server/station-events/station-contact";
import { writeMessages } from "@/server/station-events/message-log";
import { type MeteredMessage, writeMetered } from "@/server/charging/write-metered";
import type { Deviation } from "@/server/domain/station/deviation";
import { triggerEffect } from "@/server/domain/station/command";
import type { StationEvent } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

/** A station's message as it waits for its commit. */
export type IncomingEvent = {
  readonly station: AuthenticatedStation;
  readonly event: StationEvent;
  readonly exchange: Exchange;
};

/** What one batch works on. */
type Batch = {
  readonly sql: GatewayTransaction;
  readonly handleOf: (tenantId: string) => TenantHandle;
  readonly changes: Changes;
  readonly afterCommit: (() => void)[];
  /** by event name: the answers of before, and those given in this batch */
  readonly outcomes: Map<string, Outcome>;
  readonly fresh: KeptEvent[];
  /** how the messages depart from their specification */
  readonly deviations: NotedDeviation[];
};

/**
 * Writes the messages of many stations in one transaction and returns their answers, in order,
 * after the commit. Rejects when nothing was written. One station's messages take effect in their
 * order.
 */
export async function writeBatch(incoming: readonly IncomingEvent[]): Promise<readonly string[]> {
  const changes: Changes = new Map();
  const afterCommit: (() => void)[] = [];
  const tenantIds = [...new Set(incoming.map(({ station }) => station.tenantId))];
  const answers = await gatewayTransaction(tenantIds, (sql) => writeAll(sql, incoming, { changes, afterCommit }));
  for (const act of afterCommit) act();
  announceSoon(changes);
  return answers;
}

/** Writes one message that was refused before; the message log has it already. */
export async function writeAgain(
  sql: GatewayTransaction,
  incoming: IncomingEvent,
  effects: Pick<Batch, "changes" | "afterCommit">,
): Promise<void> {
  await writeAll(sql, [incoming], { ...effects, isLogged: true });
}

async function writeAll(
  sql: GatewayTransaction,
  received: readonly IncomingEvent[],
  { changes, afterCommit, isLogged = false }: Pick<Batch, "changes" | "afterCommit"> & { readonly isLogged?: boolean },
): Promise<readonly string[]> {
  const incoming = received.map(asItsModelMeans);
  const keyed = incoming.filter((message) => !isHot(message));
  const handleOf = batchHandles(sql, { isSingle: incoming.length === 1 });
  const outcomes = await knownOutcomes(sql, keyed);
  const deviations = incoming.flatMap(({ station, exchange }) =>
    exchange.deviations.map((deviation) => noted(station, exchange, deviation)),
  );
  const batch: Batch = { sql, handleOf, changes, afterCommit, outcomes, fresh: [], deviations };
  counters.duplicates += batch.outcomes.size;
  for (const wave of wavesOf(incoming)) await writeWave(batch, wave);
  const answers = incoming.map((message) => message.exchange.answer(outcomeOf(batch, message)));
  // sent together: none waits for another's answer
  await all([
    keepEvents(sql, batch.fresh),
    writeMessages(sql, isLogged ? [] : incoming.map((message, index) => lineOf(message, answers[index] ?? ""))),
    writeDeviations(queryIn(sql), deviations),
  ]);
  for (const { station } of incoming) noteChange(changes, station.tenantId, `messages:${station.stationId}`);
  for (const { station } of deviations) noteChange(changes, station.tenantId, `deviations:${station.stationId}`);
  return answers;
}

/** As what is known of the station's model has it read. */
function asItsModelMeans(message: IncomingEvent): IncomingEvent {
  const { station, exchange } = message;
  if (station.model.clock !== "untrusted" && station.model.registerMeaning !== "kwh_as_wh") return message;
  const { event, deviations } = correctByModel(message.event, exchange, station.model);
  return { station, event, exchange: { ...exchange, deviations: [...exchange.deviations, ...deviations] } };
}

/**
 * Readings on a clock that can be true, perhaps a state, and nobody waits for them: they are
 * idempotent by themselves and need no key.
 */
function isHot({ station, event, exchange }: IncomingEvent): boolean {
  return (
    event.type === "session.metered" &&
    event.token === null &&
    event.remoteStartId === undefined &&
    !correctClockSkew(event, exchange.receivedAtMs, contactOf(station)).isSkewed &&
    !isAwaited(station.stationId, triggerEffect("meter-values"))
  );
}

/** At most one message of a station in a wave; in their order. */
function wavesOf(incoming: readonly IncomingEvent[]): readonly (readonly IncomingEvent[])[] {
  const seen = new Map<string, number>();
  const waves: IncomingEvent[][] = [];
  for (const message of incoming) {
    const turn = seen.get(message.station.stationId) ?? 0;
    seen.set(message.station.stationId, turn + 1);
    const wave = waves[turn];
    if (wave) wave.push(message);
    else waves.push([message]);
  }
  return waves;
}

/** First what the business reacts to, then all readings together. */
async function writeWave(batch: Batch, wave: readonly IncomingEvent[]): Promise<void> {
  const keyed = wave.filter((message) => !isHot(message) && !batch.outcomes.has(eventName(message)));
  await all(keyed.map((message) => reactTo(batch, message)));
  const isNew = new Set(keyed);
  await writeReadings(
    batch,
    wave.filter((message) => isHot(message) || isNew.has(message)),
  );
}

async function reactTo(batch: Batch, message: IncomingEvent): Promise<void> {
  const { station, event, exchange } = message;
  const context = contextOf(batch, message);
  const outcome = await react(context, event);
  if (event.type === "booted") {
    // the messages behind it are read as its model is known to send them
    const model = await settingsOfStation(context.handle, station.stationId);
    context.afterCommit(() => {
      station.model = model;
    });
  }
  batch.outcomes.set(eventName(message), outcome);
  batch.fresh.push({ station, event, outcome, receivedAtMs: exchange.receivedAtMs });
}

async function writeReadings(batch: Batch, incoming: readonly IncomingEvent[], isSecondTry = false): Promise<void> {
  const messages = incoming.flatMap(meteredOf);
  if (messages.length === 0) return;
  const again: IncomingEvent[] = [];
  for (const result of await writeMetered(batch.sql, messages)) {
    const message = messages[result.index];
    if (!message) continue;
    const context = contextOf(batch, message.incoming);
    if (result.sessionId !== null && result.kind === "live") touchSession(context, result.sessionId);
    else if ((await afterMetered(context, message.event, result)) === "write-again") again.push(message.incoming);
  }
  if (!isSecondTry) await writeReadings(batch, again, true);
}

function meteredOf(incoming: IncomingEvent): readonly (MeteredMessage & { readonly incoming: IncomingEvent })[] {
  const { station, exchange } = incoming;
  const { event } = correctClockSkew(incoming.event, exchange.receivedAtMs, contactOf(station));
  return event.type === "session.metered" ? [{ station, event, receivedAtMs: exchange.receivedAtMs, incoming }] : [];
}

const outcomeOf = ({ outcomes }: Batch, message: IncomingEvent): Outcome =>
  outcomes.get(eventName(message)) ?? PROGRESS;

const contextOf = (batch: Batch, { station, exchange }: IncomingEvent): EventContext => ({
  handle: batch.handleOf(station.tenantId),
  station,
  receivedAtMs: exchange.receivedAtMs,
  touch: (topic) => noteChange(batch.changes, station.tenantId, topic),
  deviate: (deviation) => void batch.deviations.push(noted(station, exchange, deviation)),
  afterCommit: (act) => void batch.afterCommit.push(act),
});

const noted = (station: AuthenticatedStation, exchange: Exchange, deviation: Deviation): NotedDeviation => ({
  station,
  deviation,
  atMs: exchange.receivedAtMs,
  ocppVersion: exchange.ocppVersion,
  action: exchange.action,
  example: exchange.request,
});

const lineOf = ({ station, exchange }: IncomingEvent, answer: string) => ({
  station,
  receivedAtMs: exchange.receivedAtMs,
  direction: "in" as const,
  ocppVersion: exchange.ocppVersion,
  messageId: exchange.messageId,
  action: exchange.action,
  request: exchange.request,
  answer: answer === "" ? null : answer,
  errorCode: null,
  errorDescription: null,
});

/**
 * Waits for all of them even when one fails: no statement may be under way when the transaction is
 * rolled back.
 */
async function all(promises: readonly Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(promises)) if (result.status === "rejected") throw result.reason;
}
