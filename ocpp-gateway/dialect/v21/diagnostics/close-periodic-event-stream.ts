import type { ClosePeriodicEventStreamRequest } from "@/.generated/ocpp/v21";
import { reportV21 } from "@/ocpp-gateway/dialect/v21/message";

/** 2.1 N13. */
export const closePeriodicEventStream = reportV21<ClosePeriodicEventStreamRequest>(
  "ClosePeriodicEventStream",
  () => ({}),
);
