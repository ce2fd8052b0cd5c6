import type { ReportDERControlRequest } from "@/.generated/ocpp/v21";
import { reportV21 } from "@/ocpp-gateway/dialect/v21/message";

/** 2.1 R04. */
export const reportDERControl = reportV21<ReportDERControlRequest>("ReportDERControl", () => ({}));
