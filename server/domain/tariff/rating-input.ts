import type { Decimal } from "@/server/domain/decimal";
import type { MoneyLimit, TariffContent } from "@/server/domain/tariff/tariff";
import type { Timeline } from "@/server/domain/metering/timeline";

export type RatingInput = {
  tariff: TariffContent;
  /** IANA zone of the charge point: time windows of the tariff are read on its wall clock. */
  timeZone: string;
  timeline: Timeline;
  reservation?: ReservationUse;
  /**
   * Power drawn by the vehicle, for tariffs that depend on it; without it power is the mean between
   * meter readings.
   */
  loads?: readonly Load[];
  evseKind?: "AC" | "DC";
  /** The billing clamp: no amount above this is payable, whatever the charger did. */
  limit?: MoneyLimit;
};

/**
 * A reservation before the session. A session follows only USED; EXPIRED and CANCELLED are billed
 * alone.
 */
export type ReservationUse = { fromMs: bigint; toMs: bigint; outcome: "USED" | "EXPIRED" | "CANCELLED" };

export type Load = { fromMs: bigint; toMs: bigint; currentA?: Decimal; powerW?: Decimal };
