import type { NotifyDERStartStopRequest } from "@/.generated/ocpp/v21";
import { reportV21 } from "@/ocpp-gateway/dialect/v21/message";

/** 2.1 R04: a control has begun or ended. */
export const notifyDERStartStop = reportV21<NotifyDERStartStopRequest>(
  "NotifyDERStartStop",
  ({ controlId, started, timestamp }) => ({
    status: started ? "Started" : "Stopped",
    info: controlId,
    timestamp,
  }),
);
