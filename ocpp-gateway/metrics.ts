import { Counter, collectDefaultMetrics, Gauge, Histogram, type Registry } from "prom-client";
import type { GatewayContext } from "@/ocpp-gateway/gateway-context";

/**
 * What `GET /metrics` shows: this process, the gateway's counters, the station port's. Read on
 * request, so that no message pays for it.
 */
export function registerMetrics(
  registry: Registry,
  context: GatewayContext,
  connections: { readonly size: number },
): void {
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "corrente_gateway_stations_connected",
    help: "Stations with an open connection to this gateway",
    registers: [registry],
    collect() {
      this.set(connections.size);
    },
  });
  new Counter({
    name: "corrente_gateway_events_total",
    help: "What this gateway has done since it started",
    labelNames: ["event"],
    registers: [registry],
    collect() {
      this.reset();
      for (const [event, count] of Object.entries(context.counters)) this.inc({ event }, count);
    },
  });
  new Gauge({
    name: "corrente_gateway_port",
    help: "The way from this gateway to the database: batches, events, waiting",
    labelNames: ["counter"],
    registers: [registry],
    collect() {
      this.reset();
      for (const [counter, value] of Object.entries(context.stationPort.portCounters())) this.set({ counter }, value);
    },
  });
}

/** How long stations wait for their answers. */
export function createAnswerTimes(registry: Registry): Histogram {
  return new Histogram({
    name: "corrente_gateway_answer_seconds",
    help: "From a station's message to its answer, the commit included",
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
}
