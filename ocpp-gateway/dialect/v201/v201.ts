/** OCPP 2.0.1: the table of its words. */
import type { Dialect } from "@/ocpp-gateway/dialect/dialect";
import { byAction } from "@/ocpp-gateway/dialect/inbound";
import { encodeBy, type Encoders } from "@/ocpp-gateway/dialect/outbound";
import { checkOf, knowsAction } from "@/ocpp-gateway/dialect/schemas";
import { authorize } from "@/ocpp-gateway/dialect/v201/authorization/authorize";
import { bootNotification } from "@/ocpp-gateway/dialect/v201/provisioning/boot-notification";
import { changeAvailability } from "@/ocpp-gateway/dialect/v201/availability/change-availability";
import { clearCache } from "@/ocpp-gateway/dialect/v201/authorization/clear-cache";
import { dataTransfer } from "@/ocpp-gateway/dialect/v201/data-transfer/data-transfer";
import { getBaseReport } from "@/ocpp-gateway/dialect/v201/provisioning/get-base-report";
import { getVariables } from "@/ocpp-gateway/dialect/v201/provisioning/get-variables";
import { heartbeat } from "@/ocpp-gateway/dialect/v201/availability/heartbeat";
import { meterValues } from "@/ocpp-gateway/dialect/v201/metering/meter-values";
import { notifyEvent } from "@/ocpp-gateway/dialect/v201/diagnostics/notify-event";
import { notifyReport } from "@/ocpp-gateway/dialect/v201/provisioning/notify-report";
import { requestStartTransaction } from "@/ocpp-gateway/dialect/v201/remote-control/request-start-transaction";
import { requestStopTransaction } from "@/ocpp-gateway/dialect/v201/remote-control/request-stop-transaction";
import { reset } from "@/ocpp-gateway/dialect/v201/provisioning/reset";
import { securityEventNotification } from "@/ocpp-gateway/dialect/v201/security/security-event-notification";
import { setVariables } from "@/ocpp-gateway/dialect/v201/provisioning/set-variables";
import { statusNotification } from "@/ocpp-gateway/dialect/v201/availability/status-notification";
import { transactionEvent } from "@/ocpp-gateway/dialect/v201/transactions/transaction-event";
import { triggerMessage } from "@/ocpp-gateway/dialect/v201/remote-control/trigger-message";
import { unlockConnector } from "@/ocpp-gateway/dialect/v201/remote-control/unlock-connector";

const inbound = byAction([
  authorize,
  bootNotification,
  dataTransfer,
  heartbeat,
  meterValues,
  notifyEvent,
  notifyReport,
  securityEventNotification,
  statusNotification,
  transactionEvent,
]);

const encoders: Encoders = {
  "remote-start": requestStartTransaction,
  "remote-stop": requestStopTransaction,
  reset,
  "unlock-connector": unlockConnector,
  "change-availability": changeAvailability,
  "trigger-message": triggerMessage,
  "get-variables": getVariables,
  "set-variables": setVariables,
  "get-base-report": getBaseReport,
  "clear-cache": clearCache,
};

const answerChecks = new Map([...inbound.keys()].map((action) => [action, checkOf("2.0.1", action, "conf")]));

export const v201: Dialect = {
  ocppVersion: "2.0.1",
  subprotocol: "ocpp2.0.1",
  inbound,
  knows: (action) => knowsAction("2.0.1", action),
  encode: encodeBy(encoders),
  checkAnswer: (action, answer) => answerChecks.get(action)?.(answer) ?? null,
};
