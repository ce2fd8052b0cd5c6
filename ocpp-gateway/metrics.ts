import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Gate } from "@/ocpp-gateway/gate";

/** What `GET /metrics` shows: this process, the gate's counters, the port's. Read when asked, so that no message pays for it. */
export function metricsOf(gate: Gate, connections: { readonly size: number }): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "corrente_gateway_stations_connected",
    help: "Stations with an open connection to this gateway",
    registers: [registry],
    collect() {
      this.set(connections.size);
    },
  });
  const events = new Counter({
    name: "corrente_gateway_events_total",
    help: "What this gateway has done since it started",
    labelNames: ["event"],
    registers: [registry],
    collect() {
      this.reset();
      for (const [event, count] of Object.entries(gate.counters)) this.inc({ event }, count);
    },
  });
  const port = new Gauge({
    name: "corrente_gateway_port",
    help: "The way from this gateway to the database: batches, events, waiting",
    labelNames: ["counter"],
    registers: [registry],
    collect() {
      this.reset();
      for (const [counter, value] of Object.entries(gate.port.portCounters())) this.set({ counter }, value);
    },
  });
  void [events, port]; // held by the registry
  return registry;
}
