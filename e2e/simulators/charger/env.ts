/** The environment of the simulated chargers. Command-line flags override it. */

/** A JSON array of demo stations, instead of a file. */
export const demoStationsJson: string | undefined = process.env["DEMO_STATIONS"];

/** The address at which `npm start` runs the gateway. */
export const defaultUrl = `ws://127.0.0.1:${process.env["GATEWAY_PORT"] ?? "9220"}/ocpp`;
