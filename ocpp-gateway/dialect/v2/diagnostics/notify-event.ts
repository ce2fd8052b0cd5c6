import type { EventDataType, NotifyEventRequest } from "@/.generated/ocpp/v21";
import { inboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { factKey } from "@/ocpp-gateway/dialect/keys";
import { STATE } from "@/ocpp-gateway/dialect/v2/availability/status-notification";
import { toVariableName } from "@/ocpp-gateway/dialect/v2/datatypes/variable-name";
import type { ConnectorStatus, ReportedFault } from "@/server/domain/station/event";

/**
 * 2.0.1 N07, and G01 where it stands for a StatusNotification, for which the message id is in the
 * key (see there). Severity belongs to the monitor, not to the message.
 */
export const notifyEvent = inboundV2<NotifyEventRequest>("NotifyEvent", {
  toEvent({ generatedAt, seqNo, eventData }, call) {
    const [first, ...others] = eventData;
    if (!first) throw new Error("the schema lets no empty eventData pass");
    return {
      type: "fault-noticed",
      key: factKey(`notify-event/${generatedAt}/${seqNo}/${call.messageId}`, call),
      ...toReportedFault(first),
      others: others.map(toReportedFault),
      statuses: eventData.flatMap(toStatus),
    };
  },
  toReply: "{}",
});

function toReportedFault({ component, variable, actualValue, cleared, timestamp }: EventDataType): ReportedFault {
  const name = toVariableName(component, variable);
  return {
    atMs: instant(timestamp),
    evse: name.evse ?? 0,
    component: name.component,
    variable: name.instance === null ? name.variable : `${name.variable}[${name.instance}]`,
    value: actualValue,
    severity: null,
    cleared: cleared ?? false,
  };
}

const STATES: ReadonlyMap<string, ConnectorStatus["state"]> = new Map(Object.entries(STATE));

/** Of a connector only: what an EVSE or the station says of itself beside follows from theirs. */
function toStatus({ component, variable, actualValue, timestamp }: EventDataType): ConnectorStatus[] {
  const state = STATES.get(actualValue);
  const { evse } = component;
  if (component.name !== "Connector" || variable.name !== "AvailabilityState" || !evse || !state) return [];
  const { id, connectorId = 1 } = evse;
  return [{ atMs: instant(timestamp), evse: id, connector: connectorId, state, errorCode: null, info: null }];
}
