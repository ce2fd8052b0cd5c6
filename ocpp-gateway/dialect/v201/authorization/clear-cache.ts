import type { ClearCacheRequest, ClearCacheResponse } from "@/.generated/ocpp/v201";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";
import { toInfo } from "@/ocpp-gateway/dialect/v201/datatypes/status-info";

/** 2.0.1 C11: a station whose authorization cache is off rejects it (C11.FR.04). */
export const clearCache = outbound<"clear-cache", ClearCacheRequest, ClearCacheResponse>("2.0.1", "ClearCache", {
  toPayload: () => ({}),
  toResult: ({ status, statusInfo }) => answered(status === "Accepted", status, toInfo(statusInfo)),
});
