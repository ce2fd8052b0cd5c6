import type { DataTransferRequest } from "@/.generated/ocpp/v16";
import { inbound } from "@/ocpp-gateway/dialect/inbound";
import { requestKey } from "@/ocpp-gateway/dialect/keys";

/**
 * No vendor's messages are known here, and 1.6 §4.3 says how to answer so; the data is stored all
 * the same.
 */
export const dataTransfer = inbound<DataTransferRequest>("1.6", "DataTransfer", {
  toEvent: ({ vendorId, messageId, data }, call) => ({
    type: "vendor-message",
    key: requestKey("vendor", call),
    atMs: call.receivedAtMs,
    vendorId,
    messageId: messageId ?? null,
    data: data ?? null,
  }),
  toReply: '{"status":"UnknownVendorId"}',
});
