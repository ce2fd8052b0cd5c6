/** A charging station that knows OCPP only. Every act is a method; every answer is kept. */
import { setTimeout as pause } from "node:timers/promises";
import { type Battery } from "./car";
import {
  type Connector,
  type FixedReading,
  type Reading,
  type StopReason,
  type Token,
  type Transaction,
} from "./connector";
import { type Payload } from "./rpc";
import { isConnectionFailure, Station } from "./station";
import { type StationControl, type Fault, type UpdateReason, type Reboot } from "./encoding";

/** The instant of the act; now, unless a test dictates another. */
type At = { readonly at?: Date };
export type TokenLike = string | Token;
export type StartOptions = At & FixedReading & { readonly token: TokenLike; readonly remoteStartId?: number };
export type StopOptions = At & FixedReading & { readonly reason?: StopReason };
export type Started = {
  readonly transaction: Transaction;
  readonly status: string;
  readonly answer: Payload | undefined;
};
/** `answer` is undefined while the message still waits for a connection. */
export type SentMessage = { readonly reading: Reading; readonly answer: Payload | undefined };

export class SimulatedCharger extends Station {
  #mustReboot = false;
  #nextEventId = 1;

  /** Plugs a car in. Without a battery only meter() and stop() move its meter. */
  async plugIn(number = 1, how: At & { readonly battery?: Battery } = {}): Promise<void> {
    const connector = this.connector(number);
    if (connector.isPluggedIn) return;
    if (connector.phase !== "available") throw new Error(`connector ${number} of ${this.id} is ${connector.phase}`);
    connector.battery = how.battery ?? this.options.nextBattery?.();
    connector.phase = "plugged";
    this.emit({ kind: "plugged-in", connector: number, battery: connector.battery });
    await this.sendStatus(connector, how);
  }

  /**
   * Authorises a token. Offline, an unknown or previously accepted token may charge
   * (OfflineTxForUnknownIdEnabled) and is decided later.
   */
  async authorize(token: TokenLike): Promise<{ readonly status: string; readonly isOffline: boolean }> {
    const requestedToken = asToken(token);
    const { status, isOffline } = await this.#requestAuthorization(requestedToken);
    if (status === "Accepted") this.knownTokens.add(requestedToken.idToken);
    else this.knownTokens.delete(requestedToken.idToken);
    this.emit({ kind: "authorized", token: requestedToken.idToken, status, isOffline });
    return { status, isOffline };
  }

  /**
   * Starts a transaction and lets energy flow. Resolves with the token's status, "Queued" while
   * offline. A refused token ends it with DeAuthorized (StopTransactionOnInvalidId).
   */
  async start(number: number, how: StartOptions): Promise<Started> {
    const connector = this.connector(number);
    if (connector.transaction !== undefined)
      throw new Error(`connector ${number} of ${this.id} already has a transaction`);
    const reading = connector.read(how.at ?? this.now(), "Transaction.Begin", how);
    const transaction = connector.begin(reading, asToken(how.token), how.remoteStartId);
    let status = "Queued";
    const delivered = this.connection.queue.push(this.encoding.started(transaction, reading), (answer) => {
      const result = this.encoding.readStarted(answer);
      transaction.csmsTransactionId = result.csmsTransactionId;
      status = result.status;
      if (status !== "Accepted") this.#deauthorize(connector, transaction);
    });
    const answer = await this.connection.whileConnected(delivered).catch((error: unknown) => {
      // Refused for good: the central system has no such transaction.
      if (connector.transaction === transaction) connector.transaction = undefined;
      throw error;
    });
    this.emit({ kind: "started", connector: number, transaction, status });
    if (transaction.isDeauthorized) await this.#stopIfRunning(connector, transaction, "DeAuthorized", how.at);
    else await this.#flow(connector, "charging", how.at);
    this.#startMeterInterval(connector);
    return { transaction, status, answer };
  }

  /** Reads the meter and sends the reading within the running transaction. */
  async meter(
    number = 1,
    how: At & FixedReading & { readonly context?: "Sample.Periodic" | "Trigger" } = {},
  ): Promise<SentMessage> {
    const connector = this.connector(number);
    const context = how.context ?? "Sample.Periodic";
    const reading = connector.read(how.at ?? this.now(), context, how);
    const { transaction } = connector;
    if (transaction === undefined) {
      const { action, payload } = this.encoding.meterValuesWithoutTransaction(connector, reading);
      return { reading, answer: await this.call(action, payload) };
    }
    this.emit({ kind: "metered", connector: number, transaction, reading });
    const answer = await this.#update(connector, transaction, reading, context === "Trigger" ? "trigger" : "periodic");
    return { reading, answer };
  }

  /** Stops energy within the transaction: car full, station paused, or car only connected. */
  async suspend(
    number = 1,
    by: "suspended-ev" | "suspended-evse" | "idle" = "suspended-ev",
    how: At & FixedReading = {},
  ): Promise<void> {
    await this.#flow(this.connector(number), by, how.at, how);
  }

  /** Lets energy flow again. */
  async resume(number = 1, how: At & FixedReading = {}): Promise<void> {
    await this.#flow(this.connector(number), "charging", how.at, how);
  }

  /** Ends the transaction; the cable stays plugged in. */
  async stop(number = 1, how: StopOptions = {}): Promise<SentMessage & { readonly transaction: Transaction }> {
    const connector = this.connector(number);
    const { transaction } = connector;
    if (transaction === undefined) throw new Error(`connector ${number} of ${this.id} has no transaction`);
    const reason = how.reason ?? "Local";
    const { reading, delivered } = this.#end(connector, transaction, reason, how);
    const answer = await this.connection.whileConnected(delivered);
    await this.sendStatus(connector, how);
    await this.#afterTransaction(connector);
    return { transaction, reading, answer };
  }

  /** Unplugs the cable; a transaction still running ends with EVDisconnected. */
  async unplug(number = 1, how: At & FixedReading = {}): Promise<void> {
    const connector = this.connector(number);
    if (connector.transaction !== undefined) await this.stop(number, { ...how, reason: "EVDisconnected" });
    connector.battery = undefined;
    if (connector.isPluggedIn) connector.phase = connector.isOperative ? "available" : "unavailable";
    this.emit({ kind: "unplugged", connector: number });
    await this.sendStatus(connector, how);
  }

  /** Faults a connector and ends its transaction; 2.0.1 also sends a NotifyEvent. */
  async fault(number: number, code: string, info: string): Promise<void> {
    const connector = this.connector(number);
    if (connector.transaction !== undefined) await this.stop(number, { reason: "Other" });
    connector.phase = "faulted";
    await this.#reportFault(connector, { code, info, isCleared: false });
  }

  async clearFault(number: number, code: string): Promise<void> {
    const connector = this.connector(number);
    connector.phase = connector.battery === undefined ? "available" : "plugged";
    await this.#reportFault(connector, { code, info: "", isCleared: true });
  }

  /** Ends transactions, closes the connection and boots. Resolves when it begins to reconnect. */
  async reboot(how: Reboot): Promise<void> {
    this.#mustReboot = false;
    const running = this.connectors.filter((connector) => connector.transaction !== undefined);
    if (!how.isGraceful) this.connection.drop();
    await Promise.allSettled(running.map(async ({ number }) => this.stop(number, { reason: how.stopReason })));
    for (const connector of this.connectors) if (connector.phase === "finishing") connector.phase = "plugged";
    await this.restart(how.bootReason);
  }

  /** The running transaction's id at the central system: a number in 1.6, a text in 2.0.1. */
  transactionId(number = 1): number | string | undefined {
    const { transaction } = this.connector(number);
    return this.options.version === "1.6" ? transaction?.csmsTransactionId : transaction?.stationTransactionId;
  }

  /** @throws RangeError for a connector that the station does not have */
  connector(number: number): Connector {
    const found = this.connectors[number - 1];
    if (found === undefined) throw new RangeError(`${this.id} has no connector ${number}`);
    return found;
  }

  protected override control(): StationControl {
    return {
      settings: this.settings,
      connectors: this.connectors,
      startRemotely: async (connector, token, remoteStartId) => this.#startRemotely(connector, token, remoteStartId),
      stop: async (connector, reason) => void (await this.stop(connector.number, { reason })),
      reboot: async (how) => this.reboot(how),
      rebootWhenIdle: () => {
        this.#mustReboot = true;
      },
      setOperative: async (connectors, isOperative) => this.#setOperative(connectors, isOperative),
      clearTokens: () => this.knownTokens.clear(),
      sendBoot: async () => void (await this.boot("Triggered")),
      sendHeartbeat: async () => void (await this.heartbeat()),
      sendStationStatus: async () => this.sendStationStatus(),
      sendStatus: async (connector) => this.sendStatus(connector, { isForced: true }),
      sendTriggeredMeter: async (connector) => void (await this.meter(connector.number, { context: "Trigger" })),
      sendMeterWithoutTransaction: async (connector) => {
        const { action, payload } = this.encoding.meterValuesWithoutTransaction(
          connector,
          connector.read(this.now(), "Trigger"),
        );
        await this.call(action, payload);
      },
      send: async ({ action, payload }) => void (await this.call(action, payload)),
    };
  }

  protected override meterIntervalChanged(): void {
    for (const connector of this.connectors)
      if (connector.transaction !== undefined) this.#startMeterInterval(connector);
  }

  async #requestAuthorization(token: Token): Promise<{ readonly status: string; readonly isOffline: boolean }> {
    const offline = { status: "Accepted", isOffline: true };
    if (!this.isConnected) return offline;
    const { action, payload } = this.encoding.authorize(token);
    try {
      return { status: this.encoding.readAuthorize(await this.call(action, payload)), isOffline: false };
    } catch (error) {
      if (isConnectionFailure(error)) return offline;
      throw error;
    }
  }

  #end(connector: Connector, transaction: Transaction, reason: StopReason, how: At & FixedReading) {
    const reading = connector.read(how.at ?? this.now(), "Transaction.End", how);
    transaction.endedAt = reading.at;
    transaction.meterStopWh = reading.registerWh;
    const delivered = this.connection.queue.push(this.encoding.ended(transaction, connector, reading, reason));
    connector.transaction = undefined;
    connector.phase = reason === "EVDisconnected" ? "available" : "finishing";
    this.timers.stop(`meter ${connector.number}`);
    this.emit({ kind: "stopped", connector: connector.number, transaction, reason });
    return { reading, delivered };
  }

  /** Changes between charging and its pauses, and sends the change. */
  async #flow(
    connector: Connector,
    phase: "charging" | "suspended-ev" | "suspended-evse" | "idle",
    at?: Date,
    fixed: FixedReading = {},
  ) {
    const { transaction } = connector;
    if (transaction === undefined || connector.phase === phase) return;
    const when = at ?? this.now();
    connector.advance(when);
    connector.phase = phase;
    if (phase !== "charging") this.emit({ kind: "paused", connector: connector.number, phase });
    const sent = this.#update(connector, transaction, connector.read(when, "Sample.Periodic", fixed), "state");
    await this.sendStatus(connector, { at: when });
    await sent;
  }

  async #update(
    connector: Connector,
    transaction: Transaction,
    reading: Reading,
    updateReason: UpdateReason,
  ): Promise<Payload | undefined> {
    const compose = this.encoding.updated(transaction, connector, reading, updateReason);
    if (compose === undefined) return undefined;
    const delivered = this.connection.queue.push(compose, (answer) => {
      const tokenStatus = this.encoding.readUpdated(answer);
      if (tokenStatus !== undefined && tokenStatus !== "Accepted") this.#deauthorize(connector, transaction);
    });
    return this.connection.whileConnected(delivered);
  }

  /** Ends a transaction whose token was refused later; start() ends its own. */
  #deauthorize(connector: Connector, transaction: Transaction): void {
    transaction.isDeauthorized = true;
    if (connector.phase === "plugged") return;
    void this.#stopIfRunning(connector, transaction, "DeAuthorized").catch(() => undefined);
  }

  async #stopIfRunning(connector: Connector, transaction: Transaction, reason: StopReason, at?: Date): Promise<void> {
    if (connector.transaction !== transaction) return;
    await this.stop(connector.number, at === undefined ? { reason } : { reason, at });
  }

  async #startRemotely(connector: Connector, token: Token, remoteStartId: number | undefined): Promise<void> {
    connector.isAwaitingDriver = true;
    try {
      if (!connector.isPluggedIn) {
        await pause(this.options.driverArrivalMs ?? 0);
        await this.plugIn(connector.number);
      }
      if (this.settings.flag("authorizeRemote") && (await this.authorize(token)).status !== "Accepted") return;
      await this.start(connector.number, { token, ...(remoteStartId === undefined ? {} : { remoteStartId }) });
    } finally {
      connector.isAwaitingDriver = false;
    }
  }

  async #setOperative(connectors: readonly Connector[], isOperative: boolean): Promise<void> {
    for (const connector of connectors) {
      connector.isOperative = isOperative;
      if (connector.transaction === undefined) await this.#applyAvailability(connector);
    }
  }

  async #afterTransaction(connector: Connector): Promise<void> {
    if (!connector.isOperative) await this.#applyAvailability(connector);
    const isIdle = this.connectors.every(({ transaction }) => transaction === undefined);
    if (this.#mustReboot && isIdle)
      await this.reboot({ stopReason: "Other", bootReason: "ScheduledReset", isGraceful: true });
  }

  async #applyAvailability(connector: Connector): Promise<void> {
    if (connector.phase === "faulted") return;
    if (!connector.isOperative) connector.phase = "unavailable";
    else if (connector.phase === "unavailable")
      connector.phase = connector.battery === undefined ? "available" : "plugged";
    await this.sendStatus(connector);
  }

  async #reportFault(connector: Connector, fault: Fault): Promise<void> {
    const event = this.encoding.faultEvent(connector, this.now(), fault, this.#nextEventId);
    this.#nextEventId += 1;
    if (event !== undefined) await this.connection.send(event.action, event.payload);
    await this.sendStatus(connector, { fault });
  }

  #startMeterInterval(connector: Connector): void {
    if (this.options.isAutomatic !== true || connector.transaction === undefined) return;
    const interval = () => this.settings.number("meterIntervalS");
    this.timers.start(`meter ${connector.number}`, interval, async () => {
      if (connector.transaction === undefined) return;
      connector.advance(this.now());
      if (connector.phase === "charging" && connector.isSatisfied) await this.suspend(connector.number);
      else await this.meter(connector.number);
    });
  }
}

function asToken(token: TokenLike): Token {
  return typeof token === "string" ? { idToken: token, type: "ISO14443" } : token;
}
