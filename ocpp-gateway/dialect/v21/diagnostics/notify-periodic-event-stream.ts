import type { NotifyPeriodicEventStreamRequest } from "@/.generated/ocpp/v21";
import { reportV21 } from "@/ocpp-gateway/dialect/v21/message";

/** 2.1 N11, a SEND: it has no answer. */
export const notifyPeriodicEventStream = reportV21<NotifyPeriodicEventStreamRequest>(
  "NotifyPeriodicEventStream",
  ({ data }) => ({ info: data.map(({ v }) => v).join(" · ") }),
);
