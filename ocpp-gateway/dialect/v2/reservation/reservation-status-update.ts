import type { ReservationStatusUpdateRequest } from "@/.generated/ocpp/v21";
import { reportV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x H02, H04. */
export const reservationStatusUpdate = reportV2<ReservationStatusUpdateRequest>(
  "ReservationStatusUpdate",
  ({ reservationUpdateStatus }) => ({ status: reservationUpdateStatus }),
);
