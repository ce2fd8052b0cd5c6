import type { BatterySwapRequest } from "@/.generated/ocpp/v21";
import { reportV21 } from "@/ocpp-gateway/dialect/v21/message";

/** 2.1 S03. */
export const batterySwap = reportV21<BatterySwapRequest>("BatterySwap", ({ eventType, batteryData }) => ({
  status: eventType,
  info: batteryData.map(({ serialNumber }) => serialNumber).join(" · "),
}));
