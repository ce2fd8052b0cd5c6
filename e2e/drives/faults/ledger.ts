/** What the charging stations themselves know: what they told, what was acknowledged, and what their meters counted. */
import type { SimulatedCharger } from "@/e2e/simulators/charger/simulated-charger";
import type { OcppVersion } from "@/e2e/simulators/charger/charger-events";
import type { Transaction } from "@/e2e/simulators/charger/connector";
import type { Payload } from "@/e2e/simulators/charger/rpc";

/** A message that the central system answered well: from here on it must never be lost. */
export type Acknowledged = {
  readonly station: string;
  readonly messageId: string;
  readonly action: string;
  readonly request: Payload;
};

/** One charging story as its station lived it; the transaction goes on changing until the story ends. */
export type ChargingSession = {
  readonly station: string;
  readonly version: OcppVersion;
  readonly transaction: Transaction;
};

export type Reading = { readonly atMs: number; readonly context: string; readonly registerWh: number };

export class Ledger {
  readonly acknowledged: Acknowledged[] = [];
  readonly sessions: ChargingSession[] = [];
  /** Calls whose answer never came: told again, and perhaps written already. */
  unanswered = 0;
  /** Calls that were answered with an error: told again. */
  refused = 0;

  /** Watches a station for as long as it lives. */
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

/** The meter readings in a request, of either version: MeterValues, StopTransaction's transactionData, TransactionEvent. */
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
