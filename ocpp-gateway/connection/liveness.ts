import type { Limits } from "@/ocpp-gateway/gateway-context";
import type { ModelSettings } from "@/server/domain/station/model-profile";

type SilenceLimits = Pick<Limits, "pingAfterMs" | "deadAfterMs" | "deadWithoutPongAfterMs">;

/**
 * When one connection last showed that its other side lives. RFC 6455 §5.5.2 wants a pong for a
 * ping; a station that never sent one is judged by its messages alone.
 */
export class Liveness {
  #lastActivityMs: number;
  #firstPingMs: number | null = null;
  #lastPingMs = 0;
  #hasPonged: boolean;
  #isNoted = false;
  readonly #isPinged: boolean;

  /** `ping`: what is known of the station's model; undefined: its first pong will show it. */
  constructor(connectedAtMs: number, ping?: ModelSettings["ping"]) {
    this.#lastActivityMs = connectedAtMs;
    this.#hasPonged = ping === "answers";
    this.#isPinged = ping !== "never";
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
    if (!this.#isPinged || (this.#firstPingMs !== null && !isDue)) return "alive";
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
