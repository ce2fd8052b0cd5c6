/** OCPP 2.0.1: the table of its words. */
import { dialectOf } from "@/ocpp-gateway/dialect/dialect-of";
import type { Dialect } from "@/ocpp-gateway/dialect/dialect";
import { encodersOf } from "@/ocpp-gateway/dialect/v2/commands";
import { MESSAGES_V2 } from "@/ocpp-gateway/dialect/v2/messages";

export const v201: Dialect = dialectOf({
  ocppVersion: "2.0.1",
  subprotocol: "ocpp2.0.1",
  inbound: MESSAGES_V2.map((message) => message("2.0.1")),
  unanswered: null,
  encoders: encodersOf("2.0.1"),
});
