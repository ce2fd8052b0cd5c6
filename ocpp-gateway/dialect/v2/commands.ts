import type { Encoders } from "@/ocpp-gateway/dialect/outbound";
import { clearCache } from "@/ocpp-gateway/dialect/v2/authorization/clear-cache";
import { changeAvailability } from "@/ocpp-gateway/dialect/v2/availability/change-availability";
import type { Version2 } from "@/ocpp-gateway/dialect/v2/message";
import { getBaseReport } from "@/ocpp-gateway/dialect/v2/provisioning/get-base-report";
import { getVariables } from "@/ocpp-gateway/dialect/v2/provisioning/get-variables";
import { reset } from "@/ocpp-gateway/dialect/v2/provisioning/reset";
import { setVariables } from "@/ocpp-gateway/dialect/v2/provisioning/set-variables";
import { requestStartTransaction } from "@/ocpp-gateway/dialect/v2/remote-control/request-start-transaction";
import { requestStopTransaction } from "@/ocpp-gateway/dialect/v2/remote-control/request-stop-transaction";
import { triggerMessage } from "@/ocpp-gateway/dialect/v2/remote-control/trigger-message";
import { unlockConnector } from "@/ocpp-gateway/dialect/v2/remote-control/unlock-connector";

/** The commands of 2.0.1 and 2.1, checked by the schemas of the version that they are made for. */
export const encodersOf = (version: Version2): Encoders => ({
  "remote-start": requestStartTransaction(version),
  "remote-stop": requestStopTransaction(version),
  reset: reset(version),
  "unlock-connector": unlockConnector(version),
  "change-availability": changeAvailability(version),
  "trigger-message": triggerMessage(version),
  "get-variables": getVariables(version),
  "set-variables": setVariables(version),
  "get-base-report": getBaseReport(version),
  "clear-cache": clearCache(version),
});
