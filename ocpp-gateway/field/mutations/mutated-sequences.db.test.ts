/**
 * Sequences of messages altered at random, on every version: never a crash, never a lost end, never
 * another bill that nobody knows of. `npm run mutations` plays thousands; a sample runs with the
 * other tests. SEED=n repeats a run.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeTenant } from "@/db/tenant";
import { tokens } from "@/db/schema/tokens";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { type Mutated, mutate, type Mutation, mutations } from "@/ocpp-gateway/field/mutations/mutate";
import { play } from "@/ocpp-gateway/field/mutations/play";
import { validSequence } from "@/ocpp-gateway/field/mutations/valid-sequences";
import { type Verdict, VERDICTS, verdictsOf } from "@/ocpp-gateway/field/mutations/verdict";
import {
  ENERGY_AND_SESSION,
  openFieldGateway,
  TOKEN,
  VERSIONS,
  type Version,
  waitMinutes,
} from "@/ocpp-gateway/field/testing/field-station";

const SEQUENCES = Number(process.env["SEQUENCES"] ?? 500);
const SEED = Number(process.env["SEED"] ?? 20_261_201);
const STATIONS_PER_OPERATOR = 250;
const AT_ONCE = 20;
/** Long enough for everything that waits for late messages. */
const TWO_DAYS_MIN = 2 * 24 * 60;

const gateway = openFieldGateway("field-mutations");

type Played = {
  readonly version: Version;
  readonly mutation: Mutation;
  readonly mutated: Mutated;
  readonly verdict: Verdict;
};

async function playAll(chunk: readonly Mutation[], first: number): Promise<readonly Played[]> {
  const options = { stations: chunk.length, tariff: ENERGY_AND_SESSION, maxPowerW: 22_000 };
  const tenant: FreshTenant = await freshTenant(options);
  await writeTenant(tenant.tenantId, (db) => db.insert(tokens).values({ uid: TOKEN, driverId: tenant.driver.id }));
  const stages = chunk.flatMap((mutation, index) => {
    const version = VERSIONS[(first + index) % VERSIONS.length];
    const station = tenant.stations[index];
    const mutated = version && mutate(validSequence(version), mutation);
    return mutated && station ? [{ port: gateway.port(), tenant, station, version, mutation, mutated }] : [];
  });
  const queue = [...stages];
  const work = async () => {
    for (let stage = queue.shift(); stage; stage = queue.shift()) {
      const unanswered = await play(stage, stage.mutated.messages);
      if (unanswered.length > 0) throw new Error(`no answer to ${unanswered.join()}: ${JSON.stringify(stage.mutated)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await waitMinutes({ tenant }, 60);
  await waitMinutes({ tenant }, TWO_DAYS_MIN);
  await waitMinutes({ tenant }, 2 * TWO_DAYS_MIN);
  const verdicts = await verdictsOf(tenant.tenantId);
  return stages.map(({ version, mutation, mutated, station }) => ({
    version,
    mutation,
    mutated,
    verdict: verdicts.get(station.id) ?? "lost",
  }));
}

test(`${SEQUENCES} altered sequences: the same bill, or a person is asked; no end is lost`, async () => {
  const all = fc.sample(mutations, { numRuns: SEQUENCES, seed: SEED });
  const played: Played[] = [];
  for (let first = 0; first < all.length; first += STATIONS_PER_OPERATOR) {
    played.push(...(await playAll(all.slice(first, first + STATIONS_PER_OPERATOR), first)));
  }
  console.log(report(played));
  expect(gateway.errors).toEqual([]);
  const wrong = played.filter(({ verdict }) => verdict === "silent" || verdict === "lost");
  expect(wrong.map(describePlayed)).toEqual([]);
  const readable = played.filter(({ mutated }) => !mutated.isEssential);
  const same = readable.filter(({ verdict }) => verdict === "same");
  const others = readable.filter(({ verdict }) => verdict !== "same").map(describePlayed);
  expect({
    isMost: same.length >= readable.length * 0.99,
    others: same.length >= readable.length * 0.99 ? [] : others,
  }).toEqual({
    isMost: true,
    others: [],
  });
}, 3_600_000);

const describePlayed = ({ version, mutation, mutated, verdict }: Played): string =>
  `${verdict}: ${version} ${mutated.action} ${mutated.altered} ${mutation.kind} (at ${mutation.at}, choice ${mutation.choice})`;

/** Shares by kind, as a table. */
function report(played: readonly Played[]): string {
  const kinds = [...new Set(played.map(({ mutation, mutated }) => rowOf(mutation, mutated)))].sort();
  const lines = kinds.map((kind) => {
    const own = played.filter(({ mutation, mutated }) => rowOf(mutation, mutated) === kind);
    const share = (verdict: Verdict) => {
      const count = own.filter((one) => one.verdict === verdict).length;
      return `${verdict} ${count} (${((100 * count) / own.length).toFixed(1)} %)`;
    };
    return `${kind.padEnd(28)} ${String(own.length).padStart(5)}  ${VERDICTS.map(share).join("  ")}`;
  });
  return [`seed ${SEED}, ${played.length} sequences`, ...lines].join("\n");
}

const rowOf = ({ kind }: Mutation, { isEssential }: Mutated): string => `${kind}${isEssential ? " (essential)" : ""}`;
