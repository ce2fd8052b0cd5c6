import type { StoredEvidence } from "@/server/rating/load-session-evidence";
import type { ChargingState } from "@/server/domain/station/event";
import type { SessionEvidence } from "@/server/domain/metering/evidence";
import { normalise } from "@/server/domain/metering/normalise";
import { rate } from "@/server/domain/tariff/rate";
import type { RatingResult } from "@/server/domain/tariff/rating";
import type { TariffContent } from "@/server/domain/tariff/tariff";
import type { Load } from "@/server/domain/tariff/rating-input";
import type { SessionState } from "@/server/domain/metering/timeline";

const STATE: Readonly<Record<ChargingState, SessionState>> = {
  charging: "CHARGING",
  idle_ev: "IDLE_EV",
  paused_evse: "PAUSED_EVSE",
  unknown: "UNKNOWN",
};

/** A priced session with the instants that its timeline settled on. */
export type RatedSession = { readonly rating: RatingResult; readonly startMs: bigint; readonly endMs: bigint };

/**
 * The one way from what the database knows of a session to its price, for the running cost and for
 * the charge record alike. Pure; null without a tariff. `asOfMs`: nothing later than this can have
 * happened.
 */
export function rateSession(evidence: StoredEvidence, asOfMs: bigint): RatedSession | null {
  const { tariff } = evidence.facts;
  if (tariff === null) return null;
  // whether a fee for the start, or for the place, is due when nobody charged, a person decides:
  // the missing meter holds it
  const unused = isWithoutEnergy(evidence) ? price(evidence, tariff, asOfMs, true) : null;
  return unused?.rating.totals.grossMinor === 0n ? unused : price(evidence, tariff, asOfMs, false);
}

function price(evidence: StoredEvidence, tariff: TariffContent, asOfMs: bigint, isUnused: boolean): RatedSession {
  const { timeZone, currentKind } = evidence.facts;
  const timeline = normalise(evidenceOf(evidence, asOfMs, isUnused));
  const loads = loadsOf(evidence, timeline.endMs);
  const rating = rate({
    tariff,
    timeZone,
    timeline,
    ...(loads.length > 0 ? { loads } : {}),
    ...(currentKind === null ? {} : { evseKind: currentKind }),
  });
  return { rating, startMs: timeline.startMs, endMs: timeline.endMs };
}

function evidenceOf(evidence: StoredEvidence, asOfMs: bigint, isUnused: boolean): SessionEvidence {
  const { facts, readings } = evidence;
  const nothing = isUnused ? "0" : null;
  const paused = { atMs: facts.startedAtMs, state: "paused_evse" } as const;
  const states = isUnused && evidence.states.length === 0 ? [paused] : evidence.states;
  return {
    startedAtMs: BigInt(facts.startedAtMs),
    endedAtMs: bigintOrNull(facts.endedAtMs),
    asOfMs,
    meterStartMilliWh: bigintOrNull(facts.meterStartMilliWh ?? registerAtBegin(readings) ?? nothing),
    meterStopMilliWh: bigintOrNull(facts.meterStopMilliWh ?? nothing),
    readings: readings.flatMap(({ atMs, context, registerMilliWh }) =>
      registerMilliWh === null ? [] : [{ atMs: BigInt(atMs), registerMilliWh: BigInt(registerMilliWh), context }],
    ),
    states: states.map(({ atMs, state }) => ({ atMs: BigInt(atMs), state: STATE[state] })),
    powers: readings.flatMap(({ atMs, powerW }) =>
      powerW === null ? [] : [{ atMs: BigInt(atMs), powerW: BigInt(Math.round(powerW)) }],
    ),
    maxPowerW: maxPowerOf(facts),
    ...(facts.registerMeaning === null ? {} : { registerMeaning: facts.registerMeaning }),
    ...(facts.previousStartMilliWh === null || facts.previousStopMilliWh === null
      ? {}
      : {
          previous: {
            meterStartMilliWh: BigInt(facts.previousStartMilliWh),
            meterStopMilliWh: BigInt(facts.previousStopMilliWh),
          },
        }),
    ...(facts.stopReason === null ? {} : { endedReason: facts.stopReason }),
  };
}

/** What its kind of current can be at most: three phases of 63 A, and megawatt charging. */
const MAX_POWER_W = { AC: 43_000n, DC: 1_000_000n } as const;

function maxPowerOf({ isTestStation, maxPowerW, currentKind }: StoredEvidence["facts"]): bigint | null {
  if (isTestStation) return null;
  return maxPowerW === null ? MAX_POWER_W[currentKind ?? "DC"] : BigInt(maxPowerW);
}

/**
 * A 2.x transaction without a register, because there was nothing to meter: no car was plugged in
 * within the time (2.0.1 E03.FR.05), or from its start to its end the station said that it gave
 * none. Nobody has to look at a driver who changed his mind.
 */
function isWithoutEnergy({ facts, readings, states }: StoredEvidence): boolean {
  const { endedAtMs, meterStartMilliWh, meterStopMilliWh, seqNosWithGap, stopReason, startedAtMs } = facts;
  if (endedAtMs === null || meterStartMilliWh !== null || meterStopMilliWh !== null || seqNosWithGap !== null)
    return false;
  if (readings.some(({ registerMilliWh }) => registerMilliWh !== null)) return false;
  if (states.some(({ state }) => state === "charging")) return false;
  const [first] = states;
  return stopReason === "Timeout" || (first !== undefined && BigInt(first.atMs) <= BigInt(startedAtMs));
}

/** 2.x sends it after the start when the car was not plugged in yet (2.0.1 E03.FR.11). */
const registerAtBegin = (readings: StoredEvidence["readings"]): string | null =>
  readings.find(({ context, registerMilliWh }) => context === "Transaction.Begin" && registerMilliWh !== null)
    ?.registerMilliWh ?? null;

/** The current that the car drew: each value holds until the next one. */
function loadsOf({ readings }: StoredEvidence, endMs: bigint): Load[] {
  const currents = readings.filter(({ currentA }) => currentA !== null);
  return currents.flatMap(({ atMs, currentA }, index) => {
    const fromMs = BigInt(atMs);
    const toMs = BigInt(currents[index + 1]?.atMs ?? endMs);
    return currentA === null || toMs <= fromMs ? [] : [{ fromMs, toMs, currentA: currentA.toFixed(3) }];
  });
}

const bigintOrNull = (text: string | null): bigint | null => (text === null ? null : BigInt(text));
