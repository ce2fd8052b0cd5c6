/** A station's line to its central system over time: connect, lose it, come back with backoff, send again what waited. */
import { setTimeout as pause } from "node:timers/promises";
import { OfflineQueue } from "./offline-queue";
import { CallFailed, type Payload, RpcConnection, type RpcOptions } from "./rpc";

export type Backoff = { readonly firstMs: number; readonly maxMs: number };

export type LineOptions = Omit<RpcOptions, "onClose"> & {
  /** False: a lost line stays lost until connect() is called again. */
  readonly reconnect: Backoff | false;
  readonly maxAttempts: () => number;
  readonly retryIntervalMs: () => number;
  /** After a connection made by the line itself: say who and how we are. */
  readonly onReturn: () => Promise<void>;
  readonly onUp: () => void;
  readonly onDown: (code: number) => void;
  readonly onTrouble: (error: Error, retryInMs: number) => void;
};

export class StationLine {
  readonly queue: OfflineQueue;
  readonly rpc: RpcConnection;
  /** False from a reboot until the next BootNotification is accepted: transaction messages wait meanwhile (1.6 §4.2). */
  mayTransact = true;
  #number = 0;
  #isWanted = false;
  #isReturning = false;
  #giveUp = new AbortController();
  #downWaiters = new Set<() => void>();

  constructor(private readonly options: LineOptions) {
    this.rpc = new RpcConnection({ ...options, onClose: (code) => this.#lost(code) });
    this.queue = new OfflineQueue({
      isOpen: () => this.rpc.isOpen && this.mayTransact,
      connectionNumber: () => this.#number,
      call: async (action, payload) => this.rpc.call(action, payload),
      maxAttempts: options.maxAttempts,
      retryIntervalMs: options.retryIntervalMs,
    });
  }

  get isUp(): boolean {
    return this.rpc.isOpen;
  }

  /** Opens the socket once. Throws UpgradeRefused or the network's error. */
  async connect(): Promise<void> {
    this.#isWanted = true;
    if (this.rpc.isOpen) return;
    await this.rpc.open();
    this.#number += 1;
    this.options.onUp();
    this.queue.notify();
  }

  /** Keeps trying to connect, for ever, and introduces the station each time. Returns at once. */
  stayUp(): void {
    this.#isWanted = true;
    void this.#return();
  }

  /** Leaves with a close frame and does not come back by itself. */
  async leave(): Promise<void> {
    this.#abandon();
    await this.rpc.close();
  }

  /** Loses the line as a dead mobile network does, and does not come back by itself. */
  cut(): void {
    this.#abandon();
    this.rpc.cut();
  }

  /** The answer if it comes while the line is up; undefined once the message has to wait for another line. */
  async whileUp<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
    if (!this.rpc.isOpen || !this.mayTransact) return undefined;
    let stopWaiting = (): void => undefined;
    const down = new Promise<undefined>((resolve) => {
      stopWaiting = () => resolve(undefined);
      this.#downWaiters.add(stopWaiting);
    });
    try {
      return await Promise.race([answer, down]);
    } finally {
      this.#downWaiters.delete(stopWaiting);
    }
  }

  /** A call that nobody depends on: false when it was not answered well. It stays in `rpc.exchanges` either way. */
  async send(action: string, payload: Payload): Promise<boolean> {
    if (!this.rpc.isOpen) return false;
    try {
      await this.rpc.call(action, payload);
      return true;
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      return false;
    }
  }

  #abandon(): void {
    this.#isWanted = false;
    this.#giveUp.abort();
    this.#giveUp = new AbortController();
  }

  #lost(code: number): void {
    for (const send of this.#downWaiters) send();
    this.options.onDown(code);
    if (this.#isWanted && this.options.reconnect !== false) void this.#return();
  }

  async #return(): Promise<void> {
    if (this.#isReturning) return;
    this.#isReturning = true;
    const backoff = this.options.reconnect === false ? { firstMs: 1_000, maxMs: 30_000 } : this.options.reconnect;
    let waitMs = backoff.firstMs;
    while (this.#isWanted && !(await this.#tryReturn(waitMs))) {
      await pause(waitMs, undefined, { signal: this.#giveUp.signal }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, backoff.maxMs);
    }
    this.#isReturning = false;
  }

  async #tryReturn(retryInMs: number): Promise<boolean> {
    try {
      await this.connect();
      await this.options.onReturn();
      // What is only told does not complain when the line breaks meanwhile, and nobody else would try again.
      return this.rpc.isOpen;
    } catch (error) {
      // Gateway away, gone again, or not wanting us: all three are met with patience.
      this.options.onTrouble(error instanceof Error ? error : new Error(String(error)), retryInMs);
      return false;
    }
  }
}
