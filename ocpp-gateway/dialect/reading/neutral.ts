/** What stands for a required part that a message does not have, or has unreadably. */
import { otherOf } from "@/ocpp-gateway/dialect/reading/read-word";
import type { JsonObject } from "@/ocpp-gateway/dialect/schemas";

/** An instant that no clock can mean: the server takes its time of receipt, and says so. */
export const NO_INSTANT = "1970-01-01T00:00:00.000Z";

/** By the name of the field. Values of which nothing depends, and the 1.6 number of no session. */
const NEUTRAL: Readonly<Record<string, string | number>> = {
  chargePointModel: "",
  chargePointVendor: "",
  errorCode: "NoError",
  model: "",
  transactionId: -1,
  // says nothing of what the EVSE does
  triggerReason: "MeterValuePeriodic",
  vendorName: "",
};

/** Undefined when there is none. */
export function neutralValue(name: string, schema: JsonObject): string | number | undefined {
  const { enum: list, type } = schema;
  const neutral = Object.hasOwn(NEUTRAL, name) ? NEUTRAL[name] : undefined;
  if (Array.isArray(list))
    return neutral !== undefined && list.includes(neutral) ? neutral : (otherOf(list) ?? undefined);
  return typeof neutral === (type === "integer" ? "number" : type) ? neutral : undefined;
}
