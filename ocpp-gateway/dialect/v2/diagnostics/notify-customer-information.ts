import type { NotifyCustomerInformationRequest } from "@/.generated/ocpp/v21";
import { reportV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x N09: what it states of a person stays in the message log. */
export const notifyCustomerInformation = reportV2<NotifyCustomerInformationRequest>(
  "NotifyCustomerInformation",
  ({ generatedAt }) => ({ timestamp: generatedAt }),
);
