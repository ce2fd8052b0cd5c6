/** What a simulated charger speaks. */
export const OCPP_VERSIONS = ["1.6", "2.0.1", "2.1"] as const;

export type OcppVersion = (typeof OCPP_VERSIONS)[number];
