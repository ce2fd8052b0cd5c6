/** The stations' own record: messages sent, acknowledged, and the energy their meters counted. */
import type { SimulatedCharger } from "@/e2e/simulators/charger/simulated-charger";
import type { OcppVersion } from "@/e2e/simulators/charger/ocpp-version";
import type { Transaction } from "@/e2e/simulators/charger/connector";
import type { Payload } from "@/e2e/simulators/charger/rpc";

/** A message that the central system acknowledged; it must never be lost. */
export type Acknowledged = {
  readonly station: string;
  readonly messageId: string;
  readonly action: string;
  readonly request: Payload;
};

/** One session as its station saw it; the transaction changes until it ends. */
export type ChargingSession = {
  readonly station: string;
  readonly version: OcppVersion;
  readonly transaction: Transaction;
};

export type Reading = { readonly atMs: number; readonly context: string; readonly registerWh: number };

export class Ledger {
  readonly acknowledged: Acknowledged[] = [];
  readonly sessions: ChargingSession[] = [];
  /** Calls without an answer. The station repeats them; the first may be stored already. */
  unanswered = 0;
  /** Calls answered with an error. The station repeats them. */
  refused = 0;

  /** Follows a station until it is shut down. */
  follow(charger: SimulatedCharger, version: OcppVersion): void {
    charger.on((event) => {
      if (event.kind === "started")
        this.sessions.push({ station: charger.id, version, transaction: event.transaction });
      if (event.kind !== "exchange" || event.exchange.direction !== "sent") return;
      const { messageId, action, request, answer, error } = event.exchange;
      if (answer !== undefined) this.acknowledged.push({ station: charger.id, messageId, action, request });
      else if (error !== undefined) this.refused += 1;
      else this.unanswered += 1;
    });
  }

  /** How many calls of each action were acknowledged. */
  counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { action } of this.acknowledged) counts[action] = (counts[action] ?? 0) + 1;
    return counts;
  }
}

/**
 * The meter readings in a request of either version: MeterValues, StopTransaction with
 * transactionData, TransactionEvent.
 */
export function readingsIn(request: Payload): readonly Reading[] {
  const values = [...asList(request["meterValue"]), ...asList(request["transactionData"])];
  return values.flatMap((value) => {
    const register = asList(value["sampledValue"]).find(
      (sample) => sample["measurand"] === "Energy.Active.Import.Register",
    );
    if (register === undefined) return [];
    return [
      {
        atMs: Date.parse(String(value["timestamp"])),
        context: String(register["context"]),
        registerWh: Number(register["value"]),
      },
    ];
  });
}

function asList(value: unknown): readonly Payload[] {
  return Array.isArray(value) ? value.filter((item): item is Payload => typeof item === "object" && item !== null) : [];
}
