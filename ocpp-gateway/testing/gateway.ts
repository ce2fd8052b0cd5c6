/**
 * For tests: a gateway that really listens, on a port of its own, with a station port in memory.
 */
import type { Gateway } from "@/ocpp-gateway/listen";
import { listen } from "@/ocpp-gateway/listen";
import type { Limits } from "@/ocpp-gateway/gateway-context";
import { type MemoryPort, memoryPort } from "@/ocpp-gateway/testing/memory-port";

export type TestGateway = {
  readonly port: number;
  readonly stationPort: MemoryPort;
  readonly errors: string[];
  readonly close: Gateway["close"];
};

export async function openGateway(limits: Partial<Limits> = {}): Promise<TestGateway> {
  const stationPort = memoryPort();
  const errors: string[] = [];
  const log = {
    info: () => {},
    warn: () => {},
    error: (_facts: object, sentence: string) => errors.push(sentence),
  };
  const gateway = await listen({ host: "127.0.0.1", port: 0, stationPort, log, limits });
  return { port: gateway.port, stationPort, errors, close: gateway.close };
}
