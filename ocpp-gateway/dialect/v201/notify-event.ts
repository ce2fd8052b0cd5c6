import type { EventDataType, NotifyEventRequest } from "@/.generated/ocpp/v201";
import { inbound } from "@/ocpp-gateway/dialect/inbound";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { factKey } from "@/ocpp-gateway/dialect/keys";
import { toVariableName } from "@/ocpp-gateway/dialect/v201/variable-name";
import type { NoticedFault } from "@/server/domain/station/event";

/** 2.0.1 N07. Severity belongs to the monitor, not to the message: it is not told here. */
export const notifyEvent = inbound<NotifyEventRequest>("2.0.1", "NotifyEvent", {
  toEvent({ generatedAt, seqNo, eventData }, call) {
    const [first, ...others] = eventData;
    if (!first) throw new Error("The schema lets no empty eventData pass");
    return {
      type: "fault-noticed",
      key: factKey(`notify-event/${generatedAt}/${seqNo}`, call),
      ...toFault(first),
      others: others.map(toFault),
    };
  },
  toReply: "{}",
});

function toFault({ component, variable, actualValue, cleared, timestamp }: EventDataType): NoticedFault {
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
