import type { Limits } from "@/ocpp-gateway/gateway-context";

type SilenceLimits = Pick<Limits, "pingAfterMs" | "deadAfterMs" | "deadWithoutPongAfterMs">;

/**
 * When one connection last showed that its other side lives. RFC 6455 §5.5.2 wants a pong for a
 * ping; a station that never sent one is judged by its messages alone.
 */
export class Liveness {
  #lastActivityMs: number;
  #firstPingMs: number | null = null;
  #lastPingMs = 0;
  #hasPonged = false;
  #isNoted = false;

  constructor(connectedAtMs: number) {
    this.#lastActivityMs = connectedAtMs;
  }

  seen(atMs: number): void {
    this.#lastActivityMs = atMs;
  }

  ponged(atMs: number): void {
    this.#hasPonged = true;
    this.#lastActivityMs = atMs;
  }

  /** What the silence asks for. The first ping comes at once: it shows whether pongs come. */
  check(nowMs: number, limits: SilenceLimits): "alive" | "ping" | "dead" {
    const silentMs = nowMs - this.#lastActivityMs;
    const deadAfterMs = this.#hasPonged ? limits.deadAfterMs : limits.deadWithoutPongAfterMs;
    if (silentMs > deadAfterMs) return "dead";
    const isDue = silentMs > limits.pingAfterMs && nowMs - this.#lastPingMs > limits.pingAfterMs / 2;
    if (this.#firstPingMs !== null && !isDue) return "alive";
    this.#firstPingMs ??= nowMs;
    this.#lastPingMs = nowMs;
    return "ping";
  }

  /** True once, when the station has gone on sending long after a ping that it did not answer. */
  lacksPong({ deadAfterMs, pingAfterMs }: SilenceLimits): boolean {
    if (this.#hasPonged || this.#isNoted || this.#firstPingMs === null) return false;
    if (this.#lastActivityMs - this.#firstPingMs < deadAfterMs - pingAfterMs) return false;
    this.#isNoted = true;
    return true;
  }
}
