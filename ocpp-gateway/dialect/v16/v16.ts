/** OCPP 1.6: the table of its words. */
import type { Dialect } from "@/ocpp-gateway/dialect/dialect";
import { dialectOf } from "@/ocpp-gateway/dialect/dialect-of";
import { authorize } from "@/ocpp-gateway/dialect/v16/core/authorize";
import { bootNotification } from "@/ocpp-gateway/dialect/v16/core/boot-notification";
import { changeAvailability } from "@/ocpp-gateway/dialect/v16/core/change-availability";
import { changeConfiguration } from "@/ocpp-gateway/dialect/v16/core/change-configuration";
import { clearCache } from "@/ocpp-gateway/dialect/v16/core/clear-cache";
import { dataTransfer } from "@/ocpp-gateway/dialect/v16/core/data-transfer";
import { getConfiguration } from "@/ocpp-gateway/dialect/v16/core/get-configuration";
import { heartbeat } from "@/ocpp-gateway/dialect/v16/core/heartbeat";
import { meterValues } from "@/ocpp-gateway/dialect/v16/core/meter-values";
import { remoteStartTransaction } from "@/ocpp-gateway/dialect/v16/core/remote-start-transaction";
import { remoteStopTransaction } from "@/ocpp-gateway/dialect/v16/core/remote-stop-transaction";
import { reset } from "@/ocpp-gateway/dialect/v16/core/reset";
import { startTransaction } from "@/ocpp-gateway/dialect/v16/core/start-transaction";
import { statusNotification } from "@/ocpp-gateway/dialect/v16/core/status-notification";
import { stopTransaction } from "@/ocpp-gateway/dialect/v16/core/stop-transaction";
import { triggerMessage } from "@/ocpp-gateway/dialect/v16/remote-trigger/trigger-message";
import { unlockConnector } from "@/ocpp-gateway/dialect/v16/core/unlock-connector";
import { diagnosticsStatusNotification } from "@/ocpp-gateway/dialect/v16/firmware/diagnostics-status-notification";
import { firmwareStatusNotification } from "@/ocpp-gateway/dialect/v16/firmware/firmware-status-notification";
import { logStatusNotification } from "@/ocpp-gateway/dialect/v16/security/log-status-notification";
import { securityEventNotification } from "@/ocpp-gateway/dialect/v16/security/security-event-notification";
import { signCertificate } from "@/ocpp-gateway/dialect/v16/security/sign-certificate";
import { signedFirmwareStatus } from "@/ocpp-gateway/dialect/v16/security/signed-firmware-status-notification";

export const v16: Dialect = dialectOf({
  ocppVersion: "1.6",
  subprotocol: "ocpp1.6",
  inbound: [
    authorize,
    bootNotification,
    dataTransfer,
    diagnosticsStatusNotification,
    firmwareStatusNotification,
    heartbeat,
    logStatusNotification,
    meterValues,
    securityEventNotification,
    signCertificate,
    signedFirmwareStatus,
    startTransaction,
    statusNotification,
    stopTransaction,
  ],
  unanswered: null,
  encoders: {
    "remote-start": remoteStartTransaction,
    "remote-stop": remoteStopTransaction,
    reset,
    "unlock-connector": unlockConnector,
    "change-availability": changeAvailability,
    "trigger-message": triggerMessage,
    "get-variables": getConfiguration,
    "set-variables": changeConfiguration,
    "clear-cache": clearCache,
  },
});
