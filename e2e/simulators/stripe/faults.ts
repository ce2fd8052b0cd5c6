/**
 * What can go wrong with a call. `before`: Stripe never saw it. `after`: Stripe did it, the caller does not learn so.
 * A timeout leaves the socket hanging; a drop cuts it, which the SDK retries once by itself with the same key.
 * `server-error` is a 500 that is stored under the idempotency key and replayed, with or without the work done.
 */
export type FaultKind =
  | "timeout-before"
  | "timeout-after"
  | "drop-before"
  | "drop-after"
  | "server-error"
  | "server-error-after"
  | "rate-limit"
  | "delay";

export const FAULT_KINDS: readonly FaultKind[] = [
  "timeout-before",
  "timeout-after",
  "drop-before",
  "drop-after",
  "server-error",
  "server-error-after",
  "rate-limit",
  "delay",
];

export type Fault = {
  kind: FaultKind;
  /** How many calls it befalls; 1 by default. */
  count?: number;
  /** Only calls of this operation, for instance `Invoices.create`. */
  operation?: string;
  /** For `delay`: how long the call waits before it is done; 1000 by default. */
  delayMs?: number;
};

/** Faults waiting for calls to befall, first come first served. */
export class Faults {
  #waiting: (Fault & { count: number })[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ ...fault, count: fault.count ?? 1 });
  }

  clear(): void {
    this.#waiting = [];
  }

  take(operation: string): Fault | undefined {
    const fault = this.#waiting.find((one) => one.operation === undefined || one.operation === operation);
    if (!fault) return undefined;
    fault.count -= 1;
    if (fault.count <= 0) this.#waiting = this.#waiting.filter((one) => one !== fault);
    return fault;
  }
}
