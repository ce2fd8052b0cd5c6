/** OCPP 2.0.1: the table of its words. */
import type { Dialect, EncodedCommand } from "@/ocpp-gateway/dialect/dialect";
import { byAction } from "@/ocpp-gateway/dialect/inbound";
import { checkOf, knowsAction } from "@/ocpp-gateway/dialect/schemas";
import { authorize } from "@/ocpp-gateway/dialect/v201/authorization/authorize";
import { bootNotification } from "@/ocpp-gateway/dialect/v201/provisioning/boot-notification";
import { changeAvailability } from "@/ocpp-gateway/dialect/v201/availability/change-availability";
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
import type { StationCommand } from "@/server/domain/station/command";

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

const answerChecks = new Map([...inbound.keys()].map((action) => [action, checkOf("2.0.1", action, "conf")]));

export const v201: Dialect = {
  ocppVersion: "2.0.1",
  subprotocol: "ocpp2.0.1",
  inbound,
  knows: (action) => knowsAction("2.0.1", action),
  encode,
  checkAnswer: (action, answer) => answerChecks.get(action)?.(answer) ?? null,
};

function encode(command: StationCommand): EncodedCommand {
  switch (command.type) {
    case "remote-start":
      return requestStartTransaction(command);
    case "remote-stop":
      return requestStopTransaction(command);
    case "reset":
      return reset(command);
    case "unlock-connector":
      return unlockConnector(command);
    case "change-availability":
      return changeAvailability(command);
    case "trigger-message":
      return triggerMessage(command);
    case "get-variables":
      return getVariables(command);
    case "set-variables":
      return setVariables(command);
    case "get-base-report":
      return getBaseReport(command);
  }
}
