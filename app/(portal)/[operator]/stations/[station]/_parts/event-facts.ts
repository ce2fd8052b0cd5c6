import type { getTranslator } from "@/app/_i18n/translator";
import { CONNECTOR_STATES } from "@/server/domain/station/event";

type Translator = Awaited<ReturnType<typeof getTranslator<"stations">>>;

const TYPES = [
  "booted",
  "status-changed",
  "token-presented",
  "session-started",
  "session-metered",
  "session-ended",
  "fault-noticed",
  "variables-reported",
  "security-noticed",
  "vendor-message",
  "station-reported",
  "seen",
] as const;

/** The catalogue's word for an event's type; keys there hold no dot. */
export const eventType = (type: string): (typeof TYPES)[number] =>
  TYPES.find((known) => known === type.replace(".", "-")) ?? "vendor-message";

/** The few facts that distinguish an event in a list; everything else is in its JSON. */
export function eventFacts(event: unknown, t: Translator): string {
  const facts = asRecord(event);
  const evse = Number(facts["evse"] ?? 0);
  const state = CONNECTOR_STATES.find((known) => known === facts["state"]);
  const token = asRecord(facts["token"])["uid"];
  return [
    evse > 0 ? t("form.evse", { number: String(evse) }) : null,
    state === undefined ? null : t(`connector.${state}`),
    facts["errorCode"] === "NoError" ? null : facts["errorCode"],
    token,
    facts["reason"],
    facts["kind"],
    facts["component"],
    facts["variable"],
    facts["vendor"],
    facts["model"],
    facts["firmwareVersion"],
    facts["vendorId"],
    facts["action"],
    facts["status"],
    facts["info"],
  ]
    .filter((part): part is string => typeof part === "string" && part !== "")
    .join(" · ");
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};
