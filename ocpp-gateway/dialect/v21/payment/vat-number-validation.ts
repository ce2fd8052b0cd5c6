import type { VatNumberValidationRequest, VatNumberValidationResponse } from "@/.generated/ocpp/v21";
import { reportV21 } from "@/ocpp-gateway/dialect/v21/message";

/** 2.1 C18.FR.09, C18.FR.10: a number that nobody here can confirm is not confirmed. */
export const vatNumberValidation = reportV21<VatNumberValidationRequest>(
  "VatNumberValidation",
  ({ evseId, vatNumber }) => ({ evse: evseId, info: vatNumber }),
  (_outcome, { vatNumber, evseId }): VatNumberValidationResponse => ({
    vatNumber,
    status: "Rejected",
    ...(evseId === undefined ? {} : { evseId }),
  }),
);
