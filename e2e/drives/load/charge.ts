/** The load: every station charges one session; all start, meter and end together. */
import type { LoadStation } from "./load-station";
import { cpuSeconds } from "./process-cost";

export type Charged = {
  /** Messages acknowledged while charging; `metered` counts the MeterValues among them. */
  readonly messages: number;
  readonly metered: number;
  readonly tookS: number;
  readonly meteringS: number;
  /** Seconds until all starts, sent at once, were answered; `endsS` likewise for the ends. */
  readonly startsS: number;
  readonly endsS: number;
  /** CPU microseconds a message, of each server; null where it cannot be read. */
  readonly gateway: number | null;
  readonly postgres: number | null;
};

/** Authorize, start and end: the messages of each session beside its readings. */
const MESSAGES_BESIDES_READINGS = 3;

export async function charge(
  stations: readonly LoadStation[],
  { samples, seconds }: { readonly samples: number; readonly seconds: number },
  pids: { readonly gateway: number; readonly postgres: number },
): Promise<Charged> {
  await Promise.all(stations.map(async (station) => station.boot()));
  const before = cpuOf(pids);
  const startsS = await timeAll(stations, async (station) => station.start(samples));
  const begun = performance.now();
  const isOver = () => performance.now() - begun > seconds * 1_000;
  const meteringS = await timeAll(stations, async (station) => station.meter(samples, isOver));
  const endsS = await timeAll(stations, async (station) => station.stop());
  const after = cpuOf(pids);
  for (const station of stations) station.leave();
  const metered = stations.reduce((sum, station) => sum + station.metered, 0);
  const messages = metered + MESSAGES_BESIDES_READINGS * stations.length;
  const cost = (name: "gateway" | "postgres") => {
    const [from, to] = [before[name], after[name]];
    return from === null || to === null ? null : ((to - from) * 1e6) / messages;
  };
  const costs = { gateway: cost("gateway"), postgres: cost("postgres") };
  return { messages, metered, startsS, meteringS, endsS, tookS: startsS + meteringS + endsS, ...costs };
}

const cpuOf = ({ gateway, postgres }: { readonly gateway: number; readonly postgres: number }) => ({
  gateway: cpuSeconds(gateway),
  postgres: cpuSeconds(postgres),
});

async function timeAll(
  stations: readonly LoadStation[],
  act: (station: LoadStation) => Promise<void>,
): Promise<number> {
  const begun = performance.now();
  await Promise.all(stations.map(act));
  return (performance.now() - begun) / 1_000;
}
