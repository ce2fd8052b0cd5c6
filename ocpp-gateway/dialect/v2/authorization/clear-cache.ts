import type { ClearCacheRequest } from "@/.generated/ocpp/v201";
import type { ClearCacheResponse } from "@/.generated/ocpp/v21";
import { answered } from "@/ocpp-gateway/dialect/outbound";
import { outboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { toInfo } from "@/ocpp-gateway/dialect/v2/datatypes/status-info";

/** 2.0.1 C11: a station whose authorization cache is off rejects it (C11.FR.04). */
export const clearCache = outboundV2<"clear-cache", ClearCacheRequest, ClearCacheResponse>("ClearCache", {
  toPayload: () => ({}),
  toResult: ({ status, statusInfo }) => answered(status === "Accepted", status, toInfo(statusInfo)),
});
