/**
 * The station's life cycle: connects, boots, reports states and executes commands. SimulatedCharger
 * adds charging.
 */
import { setTimeout as pause } from "node:timers/promises";
import { IntervalTimers } from "./interval-timers";
import { type ChargerEvent, type ChargerOptions } from "./charger-events";
import { Connector } from "./connector";
import { type Message } from "./offline-queue";
import { CallFailed, type Exchange, type Payload, type Reaction } from "./rpc";
import { type Settings } from "./settings";
import { CsmsConnection } from "./station-line";
import { encoding16 } from "./v16";
import { encodingV2 } from "./v201";
import { type BootAnswer, type BootReason, type StationControl, type Fault, type Encoding } from "./encoding";

type Interceptor = (payload: Payload) => Reaction | undefined | Promise<Reaction | undefined>;

const DEFAULT_IDENTITY = {
  vendor: "Atlantic Charge",
  model: "AC-22 Duo",
  serialNumber: "AC22-00417",
  firmwareVersion: "4.2.1",
};

export abstract class Station {
  readonly id: string;
  readonly connectors: readonly Connector[];
  readonly settings: Settings;
  protected readonly encoding: Encoding;
  protected readonly connection: CsmsConnection;
  protected readonly timers = new IntervalTimers();
  protected readonly knownTokens = new Set<string>();
  readonly #listeners = new Set<(event: ChargerEvent) => void>();
  readonly #interceptors = new Map<string, Interceptor>();
  #isBooted = false;
  #nextBootReason: BootReason = "PowerUp";

  constructor(protected readonly options: ChargerOptions) {
    this.id = options.id;
    this.encoding = options.version === "1.6" ? encoding16 : encodingV2(options.version);
    this.settings = this.encoding.makeSettings();
    const { connectors = 1, kind = "AC", powerWMax = 22_000, registerStartWh = 0 } = options;
    this.connectors = Array.from(
      { length: connectors },
      (_, index) => new Connector(index + 1, kind, powerWMax, registerStartWh),
    );
    if (options.meterIntervalS !== undefined) this.settings.assign("meterIntervalS", options.meterIntervalS);
    this.settings.assign("connectorCount", connectors);
    this.settings.onChange = (name) => this.#settingChanged(name);
    this.connection = this.#makeConnection();
  }

  /** Every CALL of this station and of the central system with its answer, oldest first. */
  get exchanges(): readonly Exchange[] {
    return this.connection.rpc.exchanges;
  }

  /** Received frames that answer no call of ours. */
  get unmatchedFrames(): readonly string[] {
    return this.connection.rpc.unmatchedFrames;
  }

  /** Transaction messages given up after repeated CALLERRORs. */
  get dropped(): readonly Message[] {
    return this.connection.queue.dropped;
  }

  /** Transaction messages not yet answered. */
  get queued(): number {
    return this.connection.queue.length;
  }

  get isConnected(): boolean {
    return this.connection.isConnected;
  }

  /** Subscribes to the station's events; returns the way to unsubscribe. */
  on(listener: (event: ChargerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves with the first event, from now on, that `isIt` accepts. Rejects after `timeoutMs`. */
  async waitFor<Event extends ChargerEvent>(
    matches: (event: ChargerEvent) => event is Event,
    timeoutMs?: number,
  ): Promise<Event>;
  async waitFor(matches: (event: ChargerEvent) => boolean, timeoutMs?: number): Promise<ChargerEvent>;
  async waitFor(matches: (event: ChargerEvent) => boolean, timeoutMs = 10_000): Promise<ChargerEvent> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`${this.id} waited ${timeoutMs} ms in vain`));
      }, timeoutMs);
      const stop = this.on((event) => {
        if (!matches(event)) return;
        clearTimeout(timer);
        stop();
        resolve(event);
      });
    });
  }

  /** Resolves once a command of the central system has been answered. */
  async waitForCommand(action: string, timeoutMs = 10_000): Promise<Exchange> {
    const matches = (event: ChargerEvent): event is Extract<ChargerEvent, { kind: "exchange" }> =>
      event.kind === "exchange" && event.exchange.direction === "received" && event.exchange.action === action;
    return (await this.waitFor(matches, timeoutMs)).exchange;
  }

  /**
   * Answers a command in place of the station. Return undefined to let the station answer, throw
   * CallRefused for a CALLERROR.
   */
  intercept(action: string, interceptor: Interceptor): () => void {
    this.#interceptors.set(action, interceptor);
    return () => this.#interceptors.delete(action);
  }

  /**
   * Opens the socket and sends nothing.
   * @throws UpgradeRefused when the credentials or the station are not known
   */
  async connect(): Promise<void> {
    await this.connection.connect();
  }

  /** Sends one BootNotification and resolves with its answer. */
  async boot(reason: BootReason = this.#nextBootReason): Promise<BootAnswer> {
    const { action, payload } = this.encoding.boot(this.options.identity ?? DEFAULT_IDENTITY, reason);
    const answer = this.encoding.readBoot(await this.connection.rpc.call(action, payload));
    this.#isBooted = answer.status === "Accepted";
    this.connection.maySendTransactions = this.#isBooted;
    if (answer.intervalS > 0) this.settings.assign("heartbeatS", answer.intervalS);
    this.emit({ kind: "booted", status: answer.status, intervalS: answer.intervalS });
    this.connection.queue.notify();
    return answer;
  }

  /**
   * Connects, boots until accepted (waiting the interval while Pending or Rejected) and reports
   * every status.
   */
  async powerUp(): Promise<void> {
    await this.connect();
    await this.#bootAndReport();
  }

  /** Like powerUp, but keeps trying in the background; returns at once. */
  stayOnline(): void {
    this.connection.keepConnected();
  }

  /** Loses the network without a close frame. Messages from now on are kept for replay(). */
  goOffline(): void {
    this.connection.drop();
  }

  /**
   * Closes with a close frame; the station stays offline until connect(), powerUp() or replay().
   */
  async disconnect(): Promise<void> {
    await this.connection.leave();
  }

  /**
   * Reconnects after goOffline() or disconnect(); resolves when every kept message has been
   * answered.
   */
  async replay(): Promise<void> {
    await this.connection.connect();
    await this.#bootAndReport();
    await this.drained();
  }

  /** Resolves when no transaction message waits. */
  async drained(): Promise<void> {
    await this.connection.queue.drained();
  }

  /** Switches off: stops timers, closes the socket, does not reconnect. */
  async shutdown(): Promise<void> {
    this.timers.stopAll();
    await this.connection.leave();
  }

  /** Sends any CALL as it is; resolves with the answer, rejects with CallFailed. */
  async call(action: string, payload: Payload): Promise<Payload> {
    return this.connection.rpc.call(action, payload);
  }

  /** Sends any text as a frame. */
  sendText(text: string): void {
    this.connection.rpc.sendText(text);
  }

  async heartbeat(): Promise<Payload> {
    return this.call("Heartbeat", {});
  }

  /**
   * Reports the status of every connector (and of the station, in 1.6), whether or not it changed.
   */
  async reportStatus(): Promise<void> {
    await this.sendStationStatus();
    for (const connector of this.connectors) await this.sendStatus(connector, { isForced: true });
  }

  protected abstract control(): StationControl;

  protected now(): Date {
    return this.options.now?.() ?? new Date();
  }

  protected emit(event: ChargerEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  protected async sendStationStatus(): Promise<void> {
    const isOperative = this.connectors.some((connector) => connector.isOperative);
    const message = this.encoding.stationStatus(this.now(), isOperative);
    if (message !== undefined) await this.connection.send(message.action, message.payload);
  }

  /**
   * Reports a connector's status if it changed; a failed report is repeated at the next reconnect.
   */
  protected async sendStatus(
    connector: Connector,
    how: { isForced?: boolean; at?: Date; fault?: Fault } = {},
  ): Promise<void> {
    const value = this.encoding.statusValue(connector);
    if (how.isForced !== true && how.fault === undefined && value === connector.reportedStatus) return;
    if (value !== connector.reportedStatus) this.emit({ kind: "status", connector: connector.number, value });
    const { action, payload } = this.encoding.status(connector, how.at ?? this.now(), how.fault);
    connector.reportedStatus = value;
    const wasReported = await this.connection.send(action, payload);
    if (!wasReported) connector.reportedStatus = undefined;
  }

  /** Drops the state that a reboot clears, and reconnects. */
  protected async restart(reason: BootReason): Promise<void> {
    this.emit({ kind: "rebooting", reason });
    this.connection.maySendTransactions = false;
    this.#isBooted = false;
    this.#nextBootReason = reason;
    await this.connection.leave();
    for (const connector of this.connectors) connector.reportedStatus = undefined;
    await pause(this.options.rebootMs ?? 1_500);
    this.connection.keepConnected();
  }

  async #bootAndReport(): Promise<void> {
    const mustBoot = !this.#isBooted;
    while (!this.#isBooted) {
      const { intervalS } = await this.boot();
      // Pending and Rejected both mean: boot again after the interval, silent until then (1.6 §4.2,
      // 2.0.1 B02, B03).
      if (!this.#isBooted) await pause(Math.max(1, intervalS) * 1_000);
    }
    this.#nextBootReason = "PowerUp";
    this.#startHeartbeat();
    // After a lost connection only changes are reported (1.6 §4.9, 2.0.1 B04).
    if (mustBoot) await this.reportStatus();
    else for (const connector of this.connectors) await this.sendStatus(connector);
  }

  #startHeartbeat(): void {
    if (this.options.isAutomatic !== true) return;
    const interval = () => this.settings.number("heartbeatS");
    this.timers.start("heartbeat", interval, async () => {
      if (this.connection.isConnected && this.connection.maySendTransactions)
        await this.connection.send("Heartbeat", {});
    });
  }

  #settingChanged(name: string): void {
    if (this.settings.hasRole(name, "heartbeatS") && this.#isBooted) this.#startHeartbeat();
    if (this.settings.hasRole(name, "meterIntervalS")) this.meterIntervalChanged();
  }

  protected abstract meterIntervalChanged(): void;

  async #command(action: string, payload: Payload): Promise<Reaction> {
    const intercepted = await this.#interceptors.get(action)?.(payload);
    return intercepted ?? this.encoding.command(action, payload, this.control());
  }

  #makeConnection(): CsmsConnection {
    const { options } = this;
    return new CsmsConnection({
      url: `${options.url.replace(/\/$/, "")}/${encodeURIComponent(options.id)}`,
      subprotocol: this.encoding.subprotocol,
      user: options.id,
      password: options.password,
      callTimeoutMs: options.callTimeoutMs ?? 30_000,
      keepExchanges: options.keepExchanges ?? 10_000,
      reconnect: options.reconnect ?? { firstMs: 500, maxMs: 30_000 },
      maxAttempts: () => this.settings.number("maxAttempts"),
      retryIntervalMs: () => options.retryIntervalMs ?? this.settings.number("retryIntervalS") * 1_000,
      onCall: async (action, payload) => this.#command(action, payload),
      onExchange: (exchange) => this.emit({ kind: "exchange", exchange }),
      onReconnected: async () => this.#bootAndReport(),
      onConnected: () => this.emit({ kind: "connected" }),
      onDisconnected: (code) => this.emit({ kind: "disconnected", code }),
      onConnectError: (error, retryInMs) => this.emit({ kind: "connect-failed", error, retryInMs }),
    });
  }
}

/** Whether a call failed by the connection, not by the central system's refusal. */
export function isConnectionFailure(error: unknown): boolean {
  return error instanceof CallFailed && error.kind !== "refused";
}
