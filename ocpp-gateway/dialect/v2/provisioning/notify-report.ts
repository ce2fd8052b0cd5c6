import type { NotifyReportRequest, ReportDataType } from "@/.generated/ocpp/v21";
import { inboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { factKey } from "@/ocpp-gateway/dialect/keys";
import { toVariableName } from "@/ocpp-gateway/dialect/v2/datatypes/variable-name";
import type { ReportedVariable } from "@/server/domain/station/event";

/** 2.0.1 B07/B08: one part of a report that we asked for. */
export const notifyReport = inboundV2<NotifyReportRequest>("NotifyReport", {
  toEvent: ({ requestId, seqNo, generatedAt, reportData, tbc }, call) => ({
    type: "variables-reported",
    key: factKey(`report/${requestId}/${seqNo}`, call),
    atMs: instant(generatedAt),
    requestId,
    variables: (reportData ?? []).flatMap(toVariables),
    isLast: tbc !== true,
  }),
  toReply: "{}",
});

function toVariables({ component, variable, variableAttribute }: ReportDataType): ReportedVariable[] {
  const name = toVariableName(component, variable);
  return variableAttribute.map(({ type, value, mutability }) => ({
    ...name,
    attribute: type ?? "Actual",
    value: value ?? null,
    isReadOnly: mutability === "ReadOnly",
  }));
}
