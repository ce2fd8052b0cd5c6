import type { NotifySettlementRequest } from "@/.generated/ocpp/v21";
import { reportV21 } from "@/ocpp-gateway/dialect/v21/message";

/** 2.1 C21, C22: what a payment terminal settled. */
export const notifySettlement = reportV21<NotifySettlementRequest>("NotifySettlement", ({ status, pspRef }) => ({
  status,
  info: pspRef,
}));
