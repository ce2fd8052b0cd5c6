import type { NotifyDisplayMessagesRequest } from "@/.generated/ocpp/v21";
import { reportV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x O03, O04. */
export const notifyDisplayMessages = reportV2<NotifyDisplayMessagesRequest>(
  "NotifyDisplayMessages",
  ({ messageInfo }) => ({ info: messageInfo?.map(({ message }) => message.content).join(" · ") }),
);
