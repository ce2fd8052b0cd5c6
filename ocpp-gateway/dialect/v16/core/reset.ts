import type { ResetRequest, ResetResponse } from "@/.generated/ocpp/v16";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";

export const reset = outbound<"reset", ResetRequest, ResetResponse>("1.6", "Reset", {
  toPayload: ({ kind }) => ({ type: kind === "hard" ? "Hard" : "Soft" }),
  toResult: ({ status }) => answered(status === "Accepted", status),
});
