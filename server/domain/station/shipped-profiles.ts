import type { ModelProfile, ModelSettings, ReportedModel } from "./model-profile";
import { settingsFor } from "./model-profile";

/** A profile that travels with the product, and the public report that it rests on. */
export type ShippedProfile = ModelProfile & {
  /** what was observed, in a sentence */
  readonly reported: string;
  readonly source: string;
};

/** An operator's own profiles go before these. */
export const SHIPPED_PROFILES: readonly ShippedProfile[] = [
  {
    vendor: "EN+",
    model: "AC7000",
    firmware: "",
    settings: { ping: "never" },
    reported: "Answers no WebSocket ping; its connection is stable without them.",
    source: "https://github.com/lbbrhzn/ocpp/issues/211",
  },
  {
    vendor: "OpenEVSE",
    model: "Advanced Series",
    firmware: "4.2.2",
    settings: { registerMeaning: "kwh_as_wh" },
    reported: "Sends its energy register in kWh with the unit Wh.",
    source: "https://github.com/OpenEVSE/openevse_esp32_firmware/issues/703",
  },
  {
    vendor: "Growatt",
    model: "THOR_11AS",
    firmware: "",
    settings: { registerMeaning: "per_session" },
    reported: "Its energy register begins at 0 with each session.",
    source: "https://github.com/lbbrhzn/ocpp/issues/1709",
  },
  {
    vendor: "United Chargers",
    model: "GRS-",
    firmware: "",
    settings: { silenceS: 7 * 24 * 60 * 60 },
    reported: "Sends no samples once the car has suspended, so a session may be silent for days.",
    source: "https://github.com/lbbrhzn/ocpp/pull/235",
  },
  {
    vendor: "Chago",
    model: "",
    firmware: "",
    settings: { clock: "untrusted" },
    reported: "Sends local time as UTC until its clock has followed the answer to its boot.",
    source: "https://github.com/steve-community/steve/issues/136",
  },
];

/** What is known of a station's model: an operator's own profiles over the shipped ones. */
export const profileFor = (reported: ReportedModel, own: readonly ModelProfile[]): ModelSettings =>
  settingsFor(reported, SHIPPED_PROFILES, own);
