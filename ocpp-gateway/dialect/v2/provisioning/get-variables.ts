import type { GetVariablesRequest } from "@/.generated/ocpp/v201";
import type { GetVariablesResponse } from "@/.generated/ocpp/v21";
import { answered } from "@/ocpp-gateway/dialect/outbound";
import { outboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import {
  isConfigurationKey,
  toComponent,
  toVariable,
  toVariableName,
} from "@/ocpp-gateway/dialect/v2/datatypes/variable-name";

/** 2.0.1 B06. There is no way to ask for all variables here: that is GetBaseReport. */
export const getVariables = outboundV2<"get-variables", GetVariablesRequest, GetVariablesResponse>("GetVariables", {
  toPayload({ variables }) {
    if (variables.length === 0 || variables.some(isConfigurationKey)) return null;
    return {
      getVariableData: variables.map((name) => ({ component: toComponent(name), variable: toVariable(name) })),
    };
  },
  toResult({ getVariableResult }) {
    const answers = getVariableResult.map(({ component, variable, attributeStatus, attributeValue }) => ({
      ...toVariableName(component, variable),
      status: attributeStatus,
      value: attributeValue ?? null,
      isReadOnly: null,
    }));
    const isAccepted = answers.some(({ status }) => status === "Accepted");
    return answered(isAccepted, isAccepted ? "Accepted" : (answers[0]?.status ?? "Rejected"), null, answers);
  },
});
