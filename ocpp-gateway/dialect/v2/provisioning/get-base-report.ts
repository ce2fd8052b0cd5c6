import type { GetBaseReportRequest } from "@/.generated/ocpp/v201";
import type { GetBaseReportResponse } from "@/.generated/ocpp/v21";
import { answered } from "@/ocpp-gateway/dialect/outbound";
import { outboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { toInfo } from "@/ocpp-gateway/dialect/v2/datatypes/status-info";

/** 2.0.1 B07. The report itself comes by NotifyReport. */
export const getBaseReport = outboundV2<"get-base-report", GetBaseReportRequest, GetBaseReportResponse>(
  "GetBaseReport",
  {
    toPayload: ({ requestId }) => ({ requestId, reportBase: "FullInventory" }),
    toResult: ({ status, statusInfo }) => answered(status === "Accepted", status, toInfo(statusInfo)),
  },
);
