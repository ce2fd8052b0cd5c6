import type { MeterValueType, UnitOfMeasureType } from "@/.generated/ocpp/v21";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { type SampleGroup, readingsOf, type Sample } from "@/ocpp-gateway/dialect/meter-reading";
import type { MeterReading } from "@/server/domain/station/event";

/**
 * 2.0.1 part 2 §2.41. A signed value comes beside the plain one; it is kept in the message log
 * only.
 */
export function toReadings(values: readonly MeterValueType[]): MeterReading[] {
  return readingsOf(values.map(toSampleGroup));
}

function toSampleGroup({ timestamp, sampledValue }: MeterValueType): SampleGroup {
  const samples = sampledValue.map(
    (sampled): Sample => ({
      value: scaled(sampled.value, sampled.unitOfMeasure),
      measurand: sampled.measurand ?? "Energy.Active.Import.Register",
      unit: sampled.unitOfMeasure?.unit ?? "Wh",
      phase: sampled.phase ?? null,
      location: sampled.location ?? "Outlet",
      context: sampled.context ?? "Sample.Periodic",
    }),
  );
  return { atMs: instant(timestamp), samples };
}

/**
 * The decimal text of a JSON number with its power-of-ten multiplier. A double's shortest text is
 * the text that was sent, for every number of up to 15 significant digits (ECMA-262
 * Number::toString): a register of 999,999,999.999999 Wh still passes unchanged.
 */
function scaled(value: number, unitOfMeasure: UnitOfMeasureType | undefined): string {
  const multiplier = unitOfMeasure?.multiplier ?? 0;
  const text = String(value);
  if (multiplier === 0) return text;
  const [digits = "", exponent = "0"] = text.split("e");
  return `${digits}e${Number(exponent) + multiplier}`;
}
