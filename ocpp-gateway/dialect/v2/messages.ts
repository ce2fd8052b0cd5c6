import { authorize } from "@/ocpp-gateway/dialect/v2/authorization/authorize";
import { heartbeat } from "@/ocpp-gateway/dialect/v2/availability/heartbeat";
import { statusNotification } from "@/ocpp-gateway/dialect/v2/availability/status-notification";
import { get15118EVCertificate } from "@/ocpp-gateway/dialect/v2/certificates/get-15118-ev-certificate";
import { getCertificateStatus } from "@/ocpp-gateway/dialect/v2/certificates/get-certificate-status";
import { dataTransfer } from "@/ocpp-gateway/dialect/v2/data-transfer/data-transfer";
import { logStatusNotification } from "@/ocpp-gateway/dialect/v2/diagnostics/log-status-notification";
import { notifyCustomerInformation } from "@/ocpp-gateway/dialect/v2/diagnostics/notify-customer-information";
import { notifyEvent } from "@/ocpp-gateway/dialect/v2/diagnostics/notify-event";
import { notifyMonitoringReport } from "@/ocpp-gateway/dialect/v2/diagnostics/notify-monitoring-report";
import { notifyDisplayMessages } from "@/ocpp-gateway/dialect/v2/display/notify-display-messages";
import { firmwareStatusNotification } from "@/ocpp-gateway/dialect/v2/firmware/firmware-status-notification";
import { publishFirmwareStatus } from "@/ocpp-gateway/dialect/v2/firmware/publish-firmware-status-notification";
import { meterValues } from "@/ocpp-gateway/dialect/v2/metering/meter-values";
import { bootNotification } from "@/ocpp-gateway/dialect/v2/provisioning/boot-notification";
import { notifyReport } from "@/ocpp-gateway/dialect/v2/provisioning/notify-report";
import { reservationStatusUpdate } from "@/ocpp-gateway/dialect/v2/reservation/reservation-status-update";
import { securityEventNotification } from "@/ocpp-gateway/dialect/v2/security/security-event-notification";
import { signCertificate } from "@/ocpp-gateway/dialect/v2/security/sign-certificate";
import { clearedChargingLimit } from "@/ocpp-gateway/dialect/v2/smart-charging/cleared-charging-limit";
import { notifyChargingLimit } from "@/ocpp-gateway/dialect/v2/smart-charging/notify-charging-limit";
import { notifyEVChargingNeeds } from "@/ocpp-gateway/dialect/v2/smart-charging/notify-ev-charging-needs";
import { notifyEVChargingSchedule } from "@/ocpp-gateway/dialect/v2/smart-charging/notify-ev-charging-schedule";
import { reportChargingProfiles } from "@/ocpp-gateway/dialect/v2/smart-charging/report-charging-profiles";
import { transactionEvent } from "@/ocpp-gateway/dialect/v2/transactions/transaction-event";

/** The messages of a station that 2.0.1 and 2.1 share, which are all of 2.0.1. */
export const MESSAGES_V2 = [
  authorize,
  bootNotification,
  clearedChargingLimit,
  dataTransfer,
  firmwareStatusNotification,
  get15118EVCertificate,
  getCertificateStatus,
  heartbeat,
  logStatusNotification,
  meterValues,
  notifyChargingLimit,
  notifyCustomerInformation,
  notifyDisplayMessages,
  notifyEVChargingNeeds,
  notifyEVChargingSchedule,
  notifyEvent,
  notifyMonitoringReport,
  notifyReport,
  publishFirmwareStatus,
  reportChargingProfiles,
  reservationStatusUpdate,
  securityEventNotification,
  signCertificate,
  statusNotification,
  transactionEvent,
];
