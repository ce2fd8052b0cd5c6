/** OCPP 2.1: the words that it shares with 2.0.1, and its own. */
import type { Dialect } from "@/ocpp-gateway/dialect/dialect";
import { dialectOf } from "@/ocpp-gateway/dialect/dialect-of";
import { encodersOf } from "@/ocpp-gateway/dialect/v2/commands";
import { MESSAGES_V2 } from "@/ocpp-gateway/dialect/v2/messages";
import { batterySwap } from "@/ocpp-gateway/dialect/v21/battery-swap/battery-swap";
import { getCertificateChainStatus } from "@/ocpp-gateway/dialect/v21/certificates/get-certificate-chain-status";
import { notifyDERAlarm } from "@/ocpp-gateway/dialect/v21/der/notify-der-alarm";
import { notifyDERStartStop } from "@/ocpp-gateway/dialect/v21/der/notify-der-start-stop";
import { reportDERControl } from "@/ocpp-gateway/dialect/v21/der/report-der-control";
import { closePeriodicEventStream } from "@/ocpp-gateway/dialect/v21/diagnostics/close-periodic-event-stream";
import { notifyPeriodicEventStream } from "@/ocpp-gateway/dialect/v21/diagnostics/notify-periodic-event-stream";
import { openPeriodicEventStream } from "@/ocpp-gateway/dialect/v21/diagnostics/open-periodic-event-stream";
import { notifySettlement } from "@/ocpp-gateway/dialect/v21/payment/notify-settlement";
import { vatNumberValidation } from "@/ocpp-gateway/dialect/v21/payment/vat-number-validation";
import { notifyPriorityCharging } from "@/ocpp-gateway/dialect/v21/smart-charging/notify-priority-charging";
import { pullDynamicScheduleUpdate } from "@/ocpp-gateway/dialect/v21/smart-charging/pull-dynamic-schedule-update";

export const v21: Dialect = dialectOf({
  ocppVersion: "2.1",
  subprotocol: "ocpp2.1",
  inbound: [
    ...MESSAGES_V2.map((message) => message("2.1")),
    batterySwap,
    closePeriodicEventStream,
    getCertificateChainStatus,
    notifyDERAlarm,
    notifyDERStartStop,
    notifyPriorityCharging,
    notifySettlement,
    openPeriodicEventStream,
    pullDynamicScheduleUpdate,
    reportDERControl,
    vatNumberValidation,
  ],
  unanswered: [notifyPeriodicEventStream],
  encoders: encodersOf("2.1"),
});
