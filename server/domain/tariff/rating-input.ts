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
   * What the vehicle drew, where a tariff asks for it; power falls back to the mean of the meter
   * readings.
   */
  loads?: readonly Load[];
  evseKind?: "AC" | "DC";
  /** The billing clamp: whatever the charger did, nothing above this is payable. */
  limit?: MoneyLimit;
};

/**
 * A reservation before the session. Only USED is followed by one: EXPIRED and CANCELLED are billed
 * alone.
 */
export type ReservationUse = { fromMs: bigint; toMs: bigint; outcome: "USED" | "EXPIRED" | "CANCELLED" };

export type Load = { fromMs: bigint; toMs: bigint; currentA?: Decimal; powerW?: Decimal };
