import type { LogStatusNotificationRequest } from "@/.generated/ocpp/v16";
import { reportV16 } from "@/ocpp-gateway/dialect/v16/report";

/** 1.6 security whitepaper N01. */
export const logStatusNotification = reportV16<LogStatusNotificationRequest>("LogStatusNotification", ({ status }) => ({
  status,
}));
