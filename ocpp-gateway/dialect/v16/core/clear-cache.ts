import type { ClearCacheRequest, ClearCacheResponse } from "@/.generated/ocpp/v16";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";

/** 1.6 §5.4: a station without an authorization cache rejects it. */
export const clearCache = outbound<"clear-cache", ClearCacheRequest, ClearCacheResponse>("1.6", "ClearCache", {
  toPayload: () => ({}),
  toResult: ({ status }) => answered(status === "Accepted", status),
});
