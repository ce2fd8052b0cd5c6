import type { ResetRequest } from "@/.generated/ocpp/v201";
import type { ResetResponse } from "@/.generated/ocpp/v21";
import { answered } from "@/ocpp-gateway/dialect/outbound";
import { outboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { toInfo } from "@/ocpp-gateway/dialect/v2/datatypes/status-info";

/** 2.0.1 B11, B12: a soft reset waits for transactions to end, a hard one does not. */
export const reset = outboundV2<"reset", ResetRequest, ResetResponse>("Reset", {
  toPayload: ({ kind }) => ({ type: kind === "hard" ? "Immediate" : "OnIdle" }),
  toResult: ({ status, statusInfo }) => answered(status !== "Rejected", status, toInfo(statusInfo)),
});
