/**
 * Transaction messages in the order they happened. They wait while the station is offline and are
 * resent with the same content until the central system has answered (OCPP 1.6 §3.7.1 and §4.10,
 * OCPP 2.0.1 E12 and E13).
 */
import { setTimeout as pause } from "node:timers/promises";
import { CallFailed, type Payload } from "./rpc";

export type Message = { readonly action: string; readonly payload: Payload };

/**
 * Encodes the message at its first transmission; `isLate`: it was created offline or on an earlier
 * connection.
 */
export type Compose = (isLate: boolean) => Message;

export type QueueTransport = {
  readonly isOpen: () => boolean;
  /** Grows with every new connection. */
  readonly connectionNumber: () => number;
  readonly call: (action: string, payload: Payload) => Promise<Payload>;
  readonly maxAttempts: () => number;
  readonly retryIntervalMs: () => number;
};

type Entry = {
  readonly compose: Compose;
  readonly queuedOnConnection: number;
  readonly onAnswer: (answer: Payload) => void;
  readonly resolve: (answer: Payload) => void;
  readonly reject: (error: Error) => void;
  message: Message | undefined;
  refusals: number;
};

export class OfflineQueue {
  /** Messages given up after the configured number of CALLERRORs (TransactionMessageAttempts). */
  readonly dropped: Message[] = [];
  #entries: Entry[] = [];
  #isDraining = false;
  #idleWaiters: (() => void)[] = [];

  constructor(private readonly transport: QueueTransport) {}

  get length(): number {
    return this.#entries.length;
  }

  /**
   * Adds a message behind all earlier ones. Resolves with the answer, however late; rejects with
   * CallFailed when it is given up. `onAnswer` runs before the next message is encoded, so that a
   * transaction id in the answer can be used there.
   */
  async push(compose: Compose, onAnswer: (answer: Payload) => void = () => undefined): Promise<Payload> {
    const delivered = new Promise<Payload>((resolve, reject) => {
      const queuedOnConnection = this.transport.isOpen() ? this.transport.connectionNumber() : -1;
      this.#entries.push({ compose, queuedOnConnection, onAnswer, resolve, reject, message: undefined, refusals: 0 });
    });
    // Callers need not await a message; one that is given up must not end the process.
    delivered.catch(() => undefined);
    this.notify();
    return delivered;
  }

  /** Starts sending if messages wait and the connection is up. */
  notify(): void {
    if (!this.#isDraining) void this.#drain();
  }

  /** Resolves when every message has been answered or given up. */
  async drained(): Promise<void> {
    if (this.#entries.length === 0) return;
    await new Promise<void>((resolve) => {
      this.#idleWaiters.push(resolve);
    });
  }

  async #drain(): Promise<void> {
    this.#isDraining = true;
    for (let entry = this.#entries[0]; entry !== undefined && this.transport.isOpen(); entry = this.#entries[0]) {
      await this.#deliver(entry);
    }
    this.#isDraining = false;
    if (this.#entries.length > 0) return;
    for (const resolve of this.#idleWaiters.splice(0)) resolve();
  }

  async #deliver(entry: Entry): Promise<void> {
    entry.message ??= entry.compose(entry.queuedOnConnection !== this.transport.connectionNumber());
    const { action, payload } = entry.message;
    try {
      const answer = await this.transport.call(action, payload);
      this.#entries.shift();
      entry.onAnswer(answer);
      entry.resolve(answer);
    } catch (error) {
      // Every failure to deliver ends in a retry or in giving up.
      if (!(error instanceof CallFailed)) throw error;
      await this.#failed(entry, entry.message, error);
    }
  }

  async #failed(entry: Entry, message: Message, failure: CallFailed): Promise<void> {
    if (!failure.wasSent) entry.message = undefined;
    if (failure.kind !== "refused") return;
    entry.refusals += 1;
    if (entry.refusals >= this.transport.maxAttempts()) {
      this.#entries.shift();
      this.dropped.push(message);
      entry.reject(failure);
      return;
    }
    // The wait grows with every refusal (OCPP 2.0.1 E13.FR.03).
    await pause(this.transport.retryIntervalMs() * entry.refusals);
  }
}
