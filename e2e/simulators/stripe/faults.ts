/**
 * Faults of a call. `before`: Stripe never received it. `after`: Stripe executed it, but the caller
 * gets no answer. A timeout keeps the socket open; a drop cuts it, which the SDK retries once with
 * the same key. `server-error` is a 500 stored under the key, with or without the work done.
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

export type InjectedFault = {
  kind: FaultKind;
  /** Number of calls that fail; 1 by default. */
  count?: number;
  /** Only calls of this operation, for example `Invoices.create`. */
  operation?: string;
  /** For `delay`: the wait before the call is executed; 1000 by default. */
  delayMs?: number;
};

/** Faults that wait for matching calls, in the order they were set. */
export class InjectedFaults {
  #waiting: (InjectedFault & { count: number })[] = [];

  add(fault: InjectedFault): void {
    this.#waiting.push({ ...fault, count: fault.count ?? 1 });
  }

  clear(): void {
    this.#waiting = [];
  }

  take(operation: string): InjectedFault | undefined {
    const fault = this.#waiting.find((one) => one.operation === undefined || one.operation === operation);
    if (!fault) return undefined;
    fault.count -= 1;
    if (fault.count <= 0) this.#waiting = this.#waiting.filter((one) => one !== fault);
    return fault;
  }
}
