/** A station's connection over time: connects, reconnects with backoff, and resends what waited. */
import { setTimeout as pause } from "node:timers/promises";
import { OfflineQueue } from "./offline-queue";
import { CallFailed, type Payload, RpcConnection, type RpcOptions } from "./rpc";

export type Backoff = { readonly firstMs: number; readonly maxMs: number };

export type CsmsConnectionOptions = Omit<RpcOptions, "onClose"> & {
  /** False: a lost connection stays lost until connect() is called again. */
  readonly reconnect: Backoff | false;
  readonly maxAttempts: () => number;
  readonly retryIntervalMs: () => number;
  /** Runs after a reconnect by itself, to boot and report states. */
  readonly onReconnected: () => Promise<void>;
  readonly onConnected: () => void;
  readonly onDisconnected: (code: number) => void;
  readonly onConnectError: (error: Error, retryInMs: number) => void;
};

export class CsmsConnection {
  readonly queue: OfflineQueue;
  readonly rpc: RpcConnection;
  /**
   * False from a reboot until the next accepted BootNotification: transaction messages wait
   * meanwhile (1.6 §4.2).
   */
  maySendTransactions = true;
  #number = 0;
  #shouldBeConnected = false;
  #isReconnecting = false;
  #reconnectAbort = new AbortController();
  #disconnectWaiters = new Set<() => void>();

  constructor(private readonly options: CsmsConnectionOptions) {
    this.rpc = new RpcConnection({ ...options, onClose: (code) => this.#onClosed(code) });
    this.queue = new OfflineQueue({
      isOpen: () => this.rpc.isOpen && this.maySendTransactions,
      connectionNumber: () => this.#number,
      call: async (action, payload) => this.rpc.call(action, payload),
      maxAttempts: options.maxAttempts,
      retryIntervalMs: options.retryIntervalMs,
    });
  }

  get isConnected(): boolean {
    return this.rpc.isOpen;
  }

  /**
   * Opens the socket once.
   * @throws UpgradeRefused or the network's error
   */
  async connect(): Promise<void> {
    this.#shouldBeConnected = true;
    if (this.rpc.isOpen) return;
    await this.rpc.open();
    this.#number += 1;
    this.options.onConnected();
    this.queue.notify();
  }

  /**
   * Keeps connecting until leave() or cut(), and introduces the station each time. Returns at once.
   */
  keepConnected(): void {
    this.#shouldBeConnected = true;
    void this.#reconnect();
  }

  /** Closes with a close frame and does not reconnect. */
  async leave(): Promise<void> {
    this.#stopReconnecting();
    await this.rpc.close();
  }

  /** Drops the connection as a dead mobile network does, and does not reconnect. */
  drop(): void {
    this.#stopReconnecting();
    this.rpc.drop();
  }

  /**
   * Resolves with the answer if it comes on this connection; undefined once the message has to wait
   * for another.
   */
  async whileConnected<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
    if (!this.rpc.isOpen || !this.maySendTransactions) return undefined;
    let resolveDisconnected = (): void => undefined;
    const disconnected = new Promise<undefined>((resolve) => {
      resolveDisconnected = () => resolve(undefined);
      this.#disconnectWaiters.add(resolveDisconnected);
    });
    try {
      return await Promise.race([answer, disconnected]);
    } finally {
      this.#disconnectWaiters.delete(resolveDisconnected);
    }
  }

  /** Sends a call without a retry: false when it failed. It stays in `rpc.exchanges` either way. */
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

  #stopReconnecting(): void {
    this.#shouldBeConnected = false;
    this.#reconnectAbort.abort();
    this.#reconnectAbort = new AbortController();
  }

  #onClosed(code: number): void {
    for (const notify of this.#disconnectWaiters) notify();
    this.options.onDisconnected(code);
    if (this.#shouldBeConnected && this.options.reconnect !== false) void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    if (this.#isReconnecting) return;
    this.#isReconnecting = true;
    const backoff = this.options.reconnect === false ? { firstMs: 1_000, maxMs: 30_000 } : this.options.reconnect;
    let waitMs = backoff.firstMs;
    while (this.#shouldBeConnected && !(await this.#tryReconnect(waitMs))) {
      await pause(waitMs, undefined, { signal: this.#reconnectAbort.signal }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, backoff.maxMs);
    }
    this.#isReconnecting = false;
  }

  async #tryReconnect(retryInMs: number): Promise<boolean> {
    try {
      await this.connect();
      await this.options.onReconnected();
      // A call without a retry swallows a broken connection, so `isOpen` decides whether to try
      // again.
      return this.rpc.isOpen;
    } catch (error) {
      // Gateway unreachable, closed again, or refusing the station: each is retried.
      this.options.onConnectError(error instanceof Error ? error : new Error(String(error)), retryInMs);
      return false;
    }
  }
}
