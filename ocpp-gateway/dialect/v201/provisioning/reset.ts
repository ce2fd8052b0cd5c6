import type { ResetRequest, ResetResponse } from "@/.generated/ocpp/v201";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";
import { toInfo } from "@/ocpp-gateway/dialect/v201/datatypes/status-info";

/** 2.0.1 B11, B12: a soft reset waits for transactions to end, a hard one does not. */
export const reset = outbound<"reset", ResetRequest, ResetResponse>("2.0.1", "Reset", {
  toPayload: ({ kind }) => ({ type: kind === "hard" ? "Immediate" : "OnIdle" }),
  toResult: ({ status, statusInfo }) => answered(status !== "Rejected", status, toInfo(statusInfo)),
});
