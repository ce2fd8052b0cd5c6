import type { MeterValuesRequest } from "@/.generated/ocpp/v16";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { type SampleGroup, readingsOf, type Sample } from "@/ocpp-gateway/dialect/meter-reading";
import type { MeterReading } from "@/server/domain/station/event";

type MeterValue = MeterValuesRequest["meterValue"][number];

/**
 * 1.6 §7.43: values are text, so they are exact as they come. Signed data is kept in the message
 * log only.
 */
export function toReadings(values: readonly MeterValue[]): MeterReading[] {
  return readingsOf(values.map(toSampleGroup));
}

function toSampleGroup({ timestamp, sampledValue }: MeterValue): SampleGroup {
  const samples: Sample[] = [];
  for (const { value, measurand, unit, phase, location, context, format } of sampledValue) {
    if (format === "SignedData") continue;
    samples.push({
      value,
      measurand: measurand ?? "Energy.Active.Import.Register",
      unit: unit ?? "Wh",
      phase: phase ?? null,
      location: location ?? "Outlet",
      context: context ?? "Sample.Periodic",
    });
  }
  return { atMs: instant(timestamp), samples };
}
