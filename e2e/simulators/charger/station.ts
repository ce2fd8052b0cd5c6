/** The station as a thing that is switched on, connects, introduces itself and listens. What happens at its plugs is charging's business. */
import { setTimeout as pause } from "node:timers/promises";
import { IntervalTimers } from "./interval-timers";
import { type ChargerEvent, type ChargerOptions } from "./charger-events";
import { Connector } from "./connector";
import { type Message } from "./offline-queue";
import { CallFailed, type Exchange, type Payload, type Reaction } from "./rpc";
import { type Settings } from "./settings";
import { StationLine } from "./station-line";
import { encoding16 } from "./v16";
import { encoding201 } from "./v201";
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
  protected readonly line: StationLine;
  protected readonly timers = new IntervalTimers();
  protected readonly knownTokens = new Set<string>();
  readonly #listeners = new Set<(event: ChargerEvent) => void>();
  readonly #interceptors = new Map<string, Interceptor>();
  #isIntroduced = false;
  #nextBootReason: BootReason = "PowerUp";

  constructor(protected readonly options: ChargerOptions) {
    this.id = options.id;
    this.encoding = options.version === "1.6" ? encoding16 : encoding201;
    this.settings = this.encoding.makeSettings();
    const { connectors = 1, kind = "AC", powerWMax = 22_000, registerStartWh = 0 } = options;
    this.connectors = Array.from(
      { length: connectors },
      (_, index) => new Connector(index + 1, kind, powerWMax, registerStartWh),
    );
    if (options.meterIntervalS !== undefined) this.settings.assign("meterIntervalS", options.meterIntervalS);
    this.settings.assign("connectorCount", connectors);
    this.settings.onChange = (name) => this.#settingChanged(name);
    this.line = this.#makeLine();
  }

  /** Every CALL of this station and of the central system, oldest first, with its answer. */
  get exchanges(): readonly Exchange[] {
    return this.line.rpc.exchanges;
  }

  /** Frames received that belong to no call of ours. */
  get strays(): readonly string[] {
    return this.line.rpc.strays;
  }

  /** Transaction messages given up after repeated CALLERRORs. */
  get dropped(): readonly Message[] {
    return this.line.queue.dropped;
  }

  /** Transaction messages not yet answered. */
  get queued(): number {
    return this.line.queue.length;
  }

  get isConnected(): boolean {
    return this.line.isUp;
  }

  /** Watches the station; returns the way to stop watching. */
  on(listener: (event: ChargerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves with the first event, from now on, that `isIt` accepts. Rejects after `timeoutMs`. */
  async waitFor<Event extends ChargerEvent>(
    isIt: (event: ChargerEvent) => event is Event,
    timeoutMs?: number,
  ): Promise<Event>;
  async waitFor(isIt: (event: ChargerEvent) => boolean, timeoutMs?: number): Promise<ChargerEvent>;
  async waitFor(isIt: (event: ChargerEvent) => boolean, timeoutMs = 10_000): Promise<ChargerEvent> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`${this.id} waited ${timeoutMs} ms in vain`));
      }, timeoutMs);
      const stop = this.on((event) => {
        if (!isIt(event)) return;
        clearTimeout(timer);
        stop();
        resolve(event);
      });
    });
  }

  /** Resolves once a command of the central system has been answered. */
  async waitForCommand(action: string, timeoutMs = 10_000): Promise<Exchange> {
    const isIt = (event: ChargerEvent): event is Extract<ChargerEvent, { kind: "exchange" }> =>
      event.kind === "exchange" && event.exchange.direction === "received" && event.exchange.action === action;
    return (await this.waitFor(isIt, timeoutMs)).exchange;
  }

  /** Answers a command in the station's stead; return undefined to let the station answer, throw CallRefused for a CALLERROR. */
  intercept(action: string, interceptor: Interceptor): () => void {
    this.#interceptors.set(action, interceptor);
    return () => this.#interceptors.delete(action);
  }

  /** Opens the socket and says nothing. Throws UpgradeRefused when the credentials or the station are not known. */
  async connect(): Promise<void> {
    await this.line.connect();
  }

  /** Sends one BootNotification and resolves with its answer. */
  async boot(reason: BootReason = this.#nextBootReason): Promise<BootAnswer> {
    const { action, payload } = this.encoding.boot(this.options.identity ?? DEFAULT_IDENTITY, reason);
    const answer = this.encoding.readBoot(await this.line.rpc.call(action, payload));
    this.#isIntroduced = answer.status === "Accepted";
    this.line.mayTransact = this.#isIntroduced;
    if (answer.intervalS > 0) this.settings.assign("heartbeatS", answer.intervalS);
    this.emit({ kind: "booted", status: answer.status, intervalS: answer.intervalS });
    this.line.queue.notify();
    return answer;
  }

  /** Connects, boots until accepted (waiting as told while Pending or Rejected) and reports every status. */
  async powerUp(): Promise<void> {
    await this.connect();
    await this.#introduce();
  }

  /** Like powerUp, but keeps trying for ever in the background; returns at once. */
  stayOnline(): void {
    this.line.stayUp();
  }

  /** Loses the network without a goodbye. What happens from now on is kept for replay(). */
  goOffline(): void {
    this.line.cut();
  }

  /** Closes politely; the station stays away until connect(), powerUp() or replay(). */
  async disconnect(): Promise<void> {
    await this.line.leave();
  }

  /** Comes back after goOffline() or disconnect() and resolves when everything kept has been answered. */
  async replay(): Promise<void> {
    await this.line.connect();
    await this.#introduce();
    await this.drained();
  }

  /** Resolves when no transaction message waits any more. */
  async drained(): Promise<void> {
    await this.line.queue.drained();
  }

  /** Switches off: no timers, no socket, no return. */
  async shutdown(): Promise<void> {
    this.timers.stopAll();
    await this.line.leave();
  }

  /** Sends any CALL as it is given and resolves with the answer; rejects with CallFailed. */
  async call(action: string, payload: Payload): Promise<Payload> {
    return this.line.rpc.call(action, payload);
  }

  /** Puts any text on the wire. */
  sendText(text: string): void {
    this.line.rpc.sendText(text);
  }

  async heartbeat(): Promise<Payload> {
    return this.call("Heartbeat", {});
  }

  /** Tells the status of every connector (and of the station, in 1.6), whether or not it changed. */
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
    if (message !== undefined) await this.line.send(message.action, message.payload);
  }

  /** Tells a connector's status if the word changed; what cannot be told now is told on the next return. */
  protected async sendStatus(
    connector: Connector,
    how: { isForced?: boolean; at?: Date; fault?: Fault } = {},
  ): Promise<void> {
    const value = this.encoding.statusValue(connector);
    if (how.isForced !== true && how.fault === undefined && value === connector.reportedStatus) return;
    if (value !== connector.reportedStatus) this.emit({ kind: "status", connector: connector.number, value });
    const { action, payload } = this.encoding.status(connector, how.at ?? this.now(), how.fault);
    connector.reportedStatus = value;
    const wasReported = await this.line.send(action, payload);
    if (!wasReported) connector.reportedStatus = undefined;
  }

  /** Forgets what a reboot forgets, and comes back under its own power. */
  protected async restart(reason: BootReason): Promise<void> {
    this.emit({ kind: "rebooting", reason });
    this.line.mayTransact = false;
    this.#isIntroduced = false;
    this.#nextBootReason = reason;
    await this.line.leave();
    for (const connector of this.connectors) connector.reportedStatus = undefined;
    await pause(this.options.rebootMs ?? 1_500);
    this.line.stayUp();
  }

  async #introduce(): Promise<void> {
    const mustBoot = !this.#isIntroduced;
    while (!this.#isIntroduced) {
      const { intervalS } = await this.boot();
      // Pending and Rejected both mean: ask again after the interval, silently until then (1.6 §4.2, 2.0.1 B02, B03).
      if (!this.#isIntroduced) await pause(Math.max(1, intervalS) * 1_000);
    }
    this.#nextBootReason = "PowerUp";
    this.#beat();
    // After a mere loss of the line only what changed is told (1.6 §4.9, 2.0.1 B04).
    if (mustBoot) await this.reportStatus();
    else for (const connector of this.connectors) await this.sendStatus(connector);
  }

  #beat(): void {
    if (this.options.isAutomatic !== true) return;
    const interval = () => this.settings.number("heartbeatS");
    this.timers.start("heartbeat", interval, async () => {
      if (this.line.isUp && this.line.mayTransact) await this.line.send("Heartbeat", {});
    });
  }

  #settingChanged(name: string): void {
    if (this.settings.isKnob(name, "heartbeatS") && this.#isIntroduced) this.#beat();
    if (this.settings.isKnob(name, "meterIntervalS")) this.meterIntervalChanged();
  }

  protected abstract meterIntervalChanged(): void;

  async #command(action: string, payload: Payload): Promise<Reaction> {
    const instead = await this.#interceptors.get(action)?.(payload);
    return instead ?? this.encoding.command(action, payload, this.control());
  }

  #makeLine(): StationLine {
    const { options } = this;
    return new StationLine({
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
      onReturn: async () => this.#introduce(),
      onUp: () => this.emit({ kind: "connected" }),
      onDown: (code) => this.emit({ kind: "disconnected", code }),
      onTrouble: (error, retryInMs) => this.emit({ kind: "connect-failed", error, retryInMs }),
    });
  }
}

/** Whether a failure to get an answer is the line's fault rather than the central system's refusal. */
export function isLineTrouble(error: unknown): boolean {
  return error instanceof CallFailed && error.kind !== "refused";
}
