/** Describes a charger's events for people, one line each. */
import { stateOfCharge } from "./car";
import { type ChargerEvent } from "./charger-events";
import { type Reading, type Transaction } from "./connector";
import { type Exchange } from "./rpc";

const PAUSE_TEXTS: Readonly<Record<string, string>> = {
  "suspended-ev": "the car asks for no more energy",
  "suspended-evse": "the station pauses",
  idle: "only the cable is left",
};

/** Returns a line, or undefined for an event that needs none. */
export function describeEvent(event: ChargerEvent): string | undefined {
  switch (event.kind) {
    case "connected":
      return "connected";
    case "disconnected":
      return event.code === 1000 ? "disconnected" : `line lost (${event.code}); transaction messages are kept`;
    case "connect-failed":
      return `cannot connect: ${event.error.message || event.error.name}; again in ${Math.round(event.retryInMs / 100) / 10} s`;
    case "booted":
      return `boot ${event.status.toLowerCase()}, interval ${event.intervalS} s`;
    case "status":
      return at(event.connector, event.value);
    case "plugged-in": {
      const { battery } = event;
      return battery === undefined
        ? undefined
        : at(event.connector, `a ${battery.car.model} plugs in, battery at ${percent(stateOfCharge(battery))}`);
    }
    case "unplugged":
      return at(event.connector, "the car leaves");
    case "authorized":
      return `token ${event.token}: ${event.status}${event.isOffline ? " (by the station itself, offline)" : ""}`;
    case "started":
      return at(event.connector, `transaction ${idOf(event.transaction)} started: ${event.status}`);
    case "metered":
      return at(event.connector, meterLine(event.transaction, event.reading));
    case "paused":
      return at(event.connector, PAUSE_TEXTS[event.phase] ?? event.phase);
    case "stopped":
      return at(event.connector, stopLine(event.transaction, event.reason));
    case "rebooting":
      return `rebooting (${event.reason})`;
    case "exchange":
      return event.exchange.direction === "received" ? commandLine(event.exchange) : refusedLine(event.exchange);
  }
}

function at(connector: number, text: string): string {
  return `connector ${connector}  ${text}`;
}

function meterLine(transaction: Transaction, reading: Reading): string {
  const soc = reading.socPercent === undefined ? "" : `  ${String(reading.socPercent).padStart(3)} %`;
  const kw = (reading.powerW / 1_000).toFixed(1).padStart(6);
  return `${kw} kW  ${kwh(reading.registerWh - transaction.meterStartWh).padStart(8)} kWh${soc}`;
}

function stopLine(transaction: Transaction, reason: string): string {
  const energyWh = (transaction.meterStopWh ?? transaction.meterStartWh) - transaction.meterStartWh;
  return `transaction ${idOf(transaction)} stopped (${reason}) after ${kwh(energyWh)} kWh`;
}

function commandLine(exchange: Exchange): string {
  const status = exchange.answer?.["status"];
  const answered =
    exchange.error === undefined ? (typeof status === "string" ? status : "answered") : exchange.error.code;
  return `the central system asks ${exchange.action}: ${answered}`;
}

function refusedLine(exchange: Exchange): string | undefined {
  if (exchange.error === undefined) return undefined;
  return `${exchange.action} was refused: ${exchange.error.code} ${exchange.error.description}`.trimEnd();
}

function idOf(transaction: Transaction): string {
  return transaction.csmsTransactionId === undefined
    ? transaction.stationTransactionId.slice(0, 8)
    : String(transaction.csmsTransactionId);
}

function kwh(wattHours: number): string {
  return (wattHours / 1_000).toFixed(3);
}

function percent(fraction: number): string {
  return `${Math.floor(fraction * 100)} %`;
}
