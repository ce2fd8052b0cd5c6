import type { DataTransferRequest } from "@/.generated/ocpp/v21";
import { inboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { requestKey } from "@/ocpp-gateway/dialect/keys";

/**
 * 2.0.1 P02: we speak no vendor's words (P02.FR.06); what was said, of whatever type, is kept all
 * the same.
 */
export const dataTransfer = inboundV2<DataTransferRequest>("DataTransfer", {
  toEvent: ({ vendorId, messageId, data }, call) => ({
    type: "vendor-message",
    key: requestKey("vendor", call),
    atMs: call.receivedAtMs,
    vendorId,
    messageId: messageId ?? null,
    data: toText(data),
  }),
  toReply: '{"status":"UnknownVendorId"}',
});

function toText(data: unknown): string | null {
  if (data === undefined || data === null) return null;
  return typeof data === "string" ? data : JSON.stringify(data);
}
