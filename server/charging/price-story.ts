import type { SessionStory } from "@/server/charging/load-story";
import type { ChargingState } from "@/server/domain/station/event";
import type { SessionEvidence } from "@/server/domain/tariff/evidence";
import { normalise } from "@/server/domain/tariff/normalise";
import { rate } from "@/server/domain/tariff/rate";
import type { RatingResult } from "@/server/domain/tariff/rating";
import type { Load } from "@/server/domain/tariff/rating-input";
import type { SessionState } from "@/server/domain/tariff/timeline";

const STATE: Readonly<Record<ChargingState, SessionState>> = {
  charging: "CHARGING",
  idle_ev: "IDLE_EV",
  paused_evse: "PAUSED_EVSE",
  unknown: "UNKNOWN",
};

/** A priced session with the instants that its timeline settled on. */
export type PricedStory = { readonly rating: RatingResult; readonly startMs: bigint; readonly endMs: bigint };

/**
 * The one way from what the database knows of a session to its price, for the running cost and for the charge record alike. Pure; null
 * without a tariff. `asOfMs`: nothing later than this can have happened.
 */
export function priceStory(story: SessionStory, asOfMs: bigint): PricedStory | null {
  const { tariff, timeZone, currentKind } = story.facts;
  if (tariff === null) return null;
  const timeline = normalise(evidenceOf(story, asOfMs));
  const loads = loadsOf(story, timeline.endMs);
  const rating = rate({
    tariff,
    timeZone,
    timeline,
    ...(loads.length > 0 ? { loads } : {}),
    ...(currentKind === null ? {} : { evseKind: currentKind }),
  });
  return { rating, startMs: timeline.startMs, endMs: timeline.endMs };
}

function evidenceOf({ facts, readings, states }: SessionStory, asOfMs: bigint): SessionEvidence {
  return {
    startedAtMs: BigInt(facts.startedAtMs),
    endedAtMs: wholeOrNull(facts.endedAtMs),
    asOfMs,
    meterStartMilliWh: wholeOrNull(facts.meterStartMilliWh ?? registerAtBegin(readings)),
    meterStopMilliWh: wholeOrNull(facts.meterStopMilliWh),
    readings: readings.flatMap(({ atMs, context, registerMilliWh }) =>
      registerMilliWh === null ? [] : [{ atMs: BigInt(atMs), registerMilliWh: BigInt(registerMilliWh), context }],
    ),
    states: states.map(({ atMs, state }) => ({ atMs: BigInt(atMs), state: STATE[state] })),
    ...(facts.maxPowerW === null ? {} : { ratedPowerW: BigInt(facts.maxPowerW) }),
    ...(facts.stopReason === null ? {} : { endedReason: facts.stopReason }),
  };
}

/** 2.x tells it behind the start when the car was not at the plug yet (2.0.1 E03.FR.11). */
const registerAtBegin = (readings: SessionStory["readings"]): string | null =>
  readings.find(({ context }) => context === "Transaction.Begin")?.registerMilliWh ?? null;

/** What the car drew: each current holds until the next one is told. */
function loadsOf({ readings }: SessionStory, endMs: bigint): Load[] {
  const told = readings.filter(({ currentA }) => currentA !== null);
  return told.flatMap(({ atMs, currentA }, index) => {
    const fromMs = BigInt(atMs);
    const toMs = BigInt(told[index + 1]?.atMs ?? endMs);
    return currentA === null || toMs <= fromMs ? [] : [{ fromMs, toMs, currentA: currentA.toFixed(3) }];
  });
}

const wholeOrNull = (text: string | null): bigint | null => (text === null ? null : BigInt(text));
