/** OCPP 1.6: the table of its words. */
import type { Dialect } from "@/ocpp-gateway/dialect/dialect";
import { byAction } from "@/ocpp-gateway/dialect/inbound";
import { encodeBy, type Encoders } from "@/ocpp-gateway/dialect/outbound";
import { checkOf, knowsAction } from "@/ocpp-gateway/dialect/schemas";
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

const inbound = byAction([
  authorize,
  bootNotification,
  dataTransfer,
  heartbeat,
  meterValues,
  startTransaction,
  statusNotification,
  stopTransaction,
]);

const encoders: Encoders = {
  "remote-start": remoteStartTransaction,
  "remote-stop": remoteStopTransaction,
  reset,
  "unlock-connector": unlockConnector,
  "change-availability": changeAvailability,
  "trigger-message": triggerMessage,
  "get-variables": getConfiguration,
  "set-variables": changeConfiguration,
  "clear-cache": clearCache,
};

const answerChecks = new Map([...inbound.keys()].map((action) => [action, checkOf("1.6", action, "conf")]));

export const v16: Dialect = {
  ocppVersion: "1.6",
  subprotocol: "ocpp1.6",
  inbound,
  knows: (action) => knowsAction("1.6", action),
  encode: encodeBy(encoders),
  checkAnswer: (action, answer) => answerChecks.get(action)?.(answer) ?? null,
};
