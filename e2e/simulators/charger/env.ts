/** The environment the simulated chargers read. Flags on the command line come first. */

/** A JSON array of demo stations, instead of a file. */
export const demoStationsJson: string | undefined = process.env["DEMO_STATIONS"];

/** Where the gateway of `npm start` listens. */
export const defaultUrl = `ws://127.0.0.1:${process.env["GATEWAY_PORT"] ?? "9220"}/ocpp`;
