/** Options of a simulated charger, and the events it emits. */
import { type OcppVersion } from "./ocpp-version";
import { type Battery, type CurrentKind } from "./car";
import { type Reading, type StopReason, type Transaction } from "./connector";
import { type Exchange } from "./rpc";
import { type Backoff } from "./station-line";
import { type Identity } from "./encoding";

export type ChargerOptions = {
  readonly id: string;
  readonly version: OcppVersion;
  /** The gateway's address without the station's id, e.g. ws://127.0.0.1:9220/ocpp */
  readonly url: string;
  /** Undefined sends no Authorization header at all. */
  readonly password?: string;
  readonly connectors?: number;
  readonly kind?: CurrentKind;
  readonly powerWMax?: number;
  /** Registers of a new station in Wh. */
  readonly registerStartWh?: number;
  readonly identity?: Identity;
  /**
   * True: heartbeats, periodic meter values and the stop of energy at a full battery happen by
   * themselves. Default false.
   */
  readonly isAutomatic?: boolean;
  readonly meterIntervalS?: number;
  /**
   * The car that arrives when a remote start finds an empty connector, or plugIn() names no
   * battery.
   */
  readonly nextBattery?: () => Battery | undefined;
  readonly driverArrivalMs?: number;
  readonly rebootMs?: number;
  readonly callTimeoutMs?: number;
  readonly reconnect?: Backoff | false;
  /** Wait between attempts of a refused transaction message; undefined: the station's setting. */
  readonly retryIntervalMs?: number;
  readonly keepExchanges?: number;
  readonly now?: () => Date;
};

export type ChargerEvent =
  | { readonly kind: "connected" }
  | { readonly kind: "disconnected"; readonly code: number }
  | { readonly kind: "connect-failed"; readonly error: Error; readonly retryInMs: number }
  | { readonly kind: "booted"; readonly status: string; readonly intervalS: number }
  | { readonly kind: "status"; readonly connector: number; readonly value: string }
  | { readonly kind: "plugged-in"; readonly connector: number; readonly battery: Battery | undefined }
  | { readonly kind: "unplugged"; readonly connector: number }
  | { readonly kind: "authorized"; readonly token: string; readonly status: string; readonly isOffline: boolean }
  | { readonly kind: "started"; readonly connector: number; readonly transaction: Transaction; readonly status: string }
  | {
      readonly kind: "metered";
      readonly connector: number;
      readonly transaction: Transaction;
      readonly reading: Reading;
    }
  | { readonly kind: "paused"; readonly connector: number; readonly phase: string }
  | {
      readonly kind: "stopped";
      readonly connector: number;
      readonly transaction: Transaction;
      readonly reason: StopReason;
    }
  | { readonly kind: "rebooting"; readonly reason: string }
  | { readonly kind: "exchange"; readonly exchange: Exchange };
