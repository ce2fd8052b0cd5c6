import type { SetVariablesRequest } from "@/.generated/ocpp/v201";
import type { SetVariablesResponse } from "@/.generated/ocpp/v21";
import { answered } from "@/ocpp-gateway/dialect/outbound";
import { outboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { toInfo } from "@/ocpp-gateway/dialect/v2/datatypes/status-info";
import {
  isConfigurationKey,
  toComponent,
  toVariable,
  toVariableName,
} from "@/ocpp-gateway/dialect/v2/datatypes/variable-name";
import { isSameVariable } from "@/server/domain/station/command";

const ACCEPTED_STATUSES: ReadonlySet<string> = new Set(["Accepted", "RebootRequired"]);

/**
 * 2.0.1 B05. The command counts as accepted when every variable was set; each one's status is
 * reported beside.
 */
export const setVariables = outboundV2<"set-variables", SetVariablesRequest, SetVariablesResponse>("SetVariables", {
  toPayload({ variables }) {
    if (variables.length === 0 || variables.some(isConfigurationKey)) return null;
    return {
      setVariableData: variables.map((name) => ({
        attributeValue: name.value,
        component: toComponent(name),
        variable: toVariable(name),
      })),
    };
  },
  toResult({ setVariableResult }, { variables }) {
    const answers = setVariableResult.map(({ component, variable, attributeStatus }, index) => {
      const name = toVariableName(component, variable);
      // in no order that the specification promises; a station that names it in other words at
      // least keeps ours
      const requested = variables.find((known) => isSameVariable(known, name)) ?? variables[index];
      const value = ACCEPTED_STATUSES.has(attributeStatus) ? (requested?.value ?? null) : null;
      return { ...name, status: attributeStatus, value, isReadOnly: null };
    });
    const failed = setVariableResult.find(({ attributeStatus }) => !ACCEPTED_STATUSES.has(attributeStatus));
    const needsReboot = answers.some(({ status }) => status === "RebootRequired");
    const status = failed?.attributeStatus ?? (needsReboot ? "RebootRequired" : "Accepted");
    return answered(failed === undefined, status, toInfo(failed?.attributeStatusInfo), answers);
  },
});
