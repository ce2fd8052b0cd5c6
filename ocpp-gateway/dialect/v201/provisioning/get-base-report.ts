import type { GetBaseReportRequest, GetBaseReportResponse } from "@/.generated/ocpp/v201";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";
import { toInfo } from "@/ocpp-gateway/dialect/v201/datatypes/status-info";

/** 2.0.1 B07. The report itself comes by NotifyReport. */
export const getBaseReport = outbound<"get-base-report", GetBaseReportRequest, GetBaseReportResponse>(
  "2.0.1",
  "GetBaseReport",
  {
    toPayload: ({ requestId }) => ({ requestId, reportBase: "FullInventory" }),
    toResult: ({ status, statusInfo }) => answered(status === "Accepted", status, toInfo(statusInfo)),
  },
);
