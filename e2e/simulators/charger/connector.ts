/** One connector: its cable, its meter, the car on it and the transaction that runs there. */
import { randomUUID } from "node:crypto";
import { type Battery, type CurrentKind, charge, drawnPowerW, isSatisfied, stateOfCharge } from "./car";

/**
 * The connector's state. `idle`: plugged in and authorised without energy flow (2.0.1 EVConnected).
 */
export type Phase =
  | "available"
  | "plugged"
  | "charging"
  | "suspended-ev"
  | "suspended-evse"
  | "idle"
  | "finishing"
  | "unavailable"
  | "faulted";

export type StopReason =
  | "Local"
  | "Remote"
  | "EVDisconnected"
  | "DeAuthorized"
  | "SoftReset"
  | "HardReset"
  | "UnlockCommand"
  | "EmergencyStop"
  | "PowerLoss"
  | "Other";

export type Token = { readonly idToken: string; readonly type: string };

export type Transaction = {
  /** The station's own id, unique; in 2.0.1 it is the transactionId. */
  readonly stationTransactionId: string;
  readonly connector: number;
  readonly token: Token;
  readonly startedAt: Date;
  readonly meterStartWh: number;
  readonly remoteStartId: number | undefined;
  /** 1.6: the central system's id; undefined until StartTransaction is answered. */
  csmsTransactionId: number | undefined;
  /** 2.0.1: number of the next TransactionEvent. */
  nextSeqNo: number;
  isDeauthorized: boolean;
  endedAt: Date | undefined;
  meterStopWh: number | undefined;
};

export type Reading = {
  readonly at: Date;
  readonly context: "Transaction.Begin" | "Sample.Periodic" | "Transaction.End" | "Trigger";
  /** Cumulative, an integer. */
  readonly registerWh: number;
  readonly powerW: number;
  readonly currentA: number;
  readonly voltageV: number;
  readonly socPercent: number | undefined;
};

/** Values that a test dictates in place of the battery's. */
export type FixedReading = { readonly registerWh?: number; readonly powerW?: number; readonly socPercent?: number };

export class Connector {
  phase: Phase = "available";
  /**
   * False after the central system made it inoperative; kept over a reboot (1.6 §5.2, 2.0.1
   * B11.FR.02).
   */
  isOperative = true;
  /** True between an accepted remote start and the moment its driver has plugged in. */
  isAwaitingDriver = false;
  transaction: Transaction | undefined;
  battery: Battery | undefined;
  /** Seconds of energy flow in the running transaction (2.0.1 timeSpentCharging). */
  chargedS = 0;
  /** The last status sent to the central system, in the version's own word. */
  reportedStatus: string | undefined;
  #registerWh: number;
  #advancedTo: Date | undefined;

  constructor(
    readonly number: number,
    readonly kind: CurrentKind,
    readonly powerWMax: number,
    registerStartWh: number,
  ) {
    this.#registerWh = registerStartWh;
  }

  get registerWh(): number {
    return Math.floor(this.#registerWh);
  }

  get isPluggedIn(): boolean {
    return this.phase !== "available" && this.phase !== "unavailable" && this.phase !== "faulted";
  }

  /** Whether the car has reached its target; false without a car. */
  get isSatisfied(): boolean {
    return this.battery !== undefined && isSatisfied(this.battery);
  }

  /** Advances time to `at`: energy flows while charging, and the meter counts it. */
  advance(at: Date): void {
    const seconds = this.#advancedTo === undefined ? 0 : (at.getTime() - this.#advancedTo.getTime()) / 1_000;
    this.#advancedTo = at;
    if (this.phase !== "charging" || seconds <= 0) return;
    this.chargedS += seconds;
    if (this.battery === undefined) return;
    const { battery, meteredWh } = charge(this.battery, this.kind, this.powerWMax, seconds);
    this.battery = battery;
    this.#registerWh += meteredWh;
  }

  /**
   * Reads the meter at `at`, after advancing time to it. Dictated values win, and a dictated
   * register is kept.
   */
  read(at: Date, context: Reading["context"], fixed: FixedReading = {}): Reading {
    this.advance(at);
    if (fixed.registerWh !== undefined) this.#registerWh = fixed.registerWh;
    const powerW = fixed.powerW ?? this.#powerW();
    const phases = this.battery?.car.phases ?? 3;
    const voltageV = this.kind === "AC" ? 230 : 400;
    const currentA = Math.round((powerW / (this.kind === "AC" ? voltageV * phases : voltageV)) * 10) / 10;
    return {
      at,
      context,
      registerWh: this.registerWh,
      powerW,
      currentA,
      voltageV,
      socPercent: fixed.socPercent ?? this.#socPercent(),
    };
  }

  /** Opens a transaction on this connector with its meter at `reading`. No energy flows yet. */
  begin(reading: Reading, token: Token, remoteStartId: number | undefined): Transaction {
    this.phase = "plugged";
    this.chargedS = 0;
    this.transaction = {
      stationTransactionId: randomUUID(),
      connector: this.number,
      token,
      startedAt: reading.at,
      meterStartWh: reading.registerWh,
      remoteStartId,
      csmsTransactionId: undefined,
      nextSeqNo: 0,
      isDeauthorized: false,
      endedAt: undefined,
      meterStopWh: undefined,
    };
    return this.transaction;
  }

  #powerW(): number {
    if (this.phase !== "charging" || this.battery === undefined) return 0;
    return drawnPowerW(this.battery, this.kind, this.powerWMax);
  }

  #socPercent(): number | undefined {
    return this.battery === undefined ? undefined : Math.floor(stateOfCharge(this.battery) * 100);
  }
}
