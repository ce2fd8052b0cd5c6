import type { OpenPeriodicEventStreamRequest } from "@/.generated/ocpp/v21";
import { reportV21 } from "@/ocpp-gateway/dialect/v21/message";

/** 2.1 N11.FR.05: a monitor's stream of values has no use here. */
export const openPeriodicEventStream = reportV21<OpenPeriodicEventStreamRequest>(
  "OpenPeriodicEventStream",
  () => ({}),
  '{"status":"Rejected"}',
);
