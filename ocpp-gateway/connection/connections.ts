import type { Connection } from "@/ocpp-gateway/connection/connection";
import type { GatewayContext } from "@/ocpp-gateway/gateway-context";
import type { Deviation } from "@/server/domain/station/deviation";

/** RFC 6455 §5.5.3: a ping is answered. */
const NO_PONG: Deviation = { kind: "no_pong", place: "Connection/pong", value: null };

/** Who is here: at most one connection a station. */
export class Connections {
  readonly #byStation = new Map<string, Connection>();
  /** Connects and disconnects of a station that are still being recorded, in their order. */
  readonly #presenceChanges = new Map<string, Promise<void>>();
  readonly #sweeper: NodeJS.Timeout;
  /** When passwords were revoked of late: a handshake that began before must not outlive it. */
  readonly #revokedAtMs = new Map<string, number>();
  #isShuttingDown = false;

  constructor(readonly context: GatewayContext) {
    this.#sweeper = setInterval(() => this.#sweep(Date.now()), context.limits.sweepEveryMs).unref();
  }

  get size(): number {
    return this.#byStation.size;
  }

  /** @param authenticatedFromMs when its password began to be checked */
  admit(connection: Connection, remoteAddress: string, authenticatedFromMs: number): void {
    const { stationPort, counters } = this.context;
    const { station, dialect } = connection;
    const older = this.#byStation.get(station.stationId);
    this.#byStation.set(station.stationId, connection);
    counters.connections++;
    if (older) {
      counters.connectionsReplaced++;
      older.replace();
    }
    if ((this.#revokedAtMs.get(station.stationId) ?? 0) >= authenticatedFromMs) connection.revoke();
    const { ocppVersion } = dialect;
    connection.open(
      this.#recordChange(station.stationId, () =>
        stationPort.stationConnected(station, { ocppVersion, remoteAddress }),
      ),
    );
  }

  /** How the connection itself departs from the specification. */
  noteDeviation({ station, dialect: { ocppVersion } }: Connection, deviation: Deviation): void {
    const shown = { ocppVersion, example: deviation.value ?? "", atMs: Date.now() };
    this.context.stationPort.recordDeviation(station, deviation, shown).catch((error: unknown) => {
      this.context.logError({ err: error, station: station.identity }, "A station's deviation could not be recorded");
    });
  }

  /** A command waits for a station, which may be here or at another gateway. */
  onCommand(stationId: string): void {
    this.#byStation.get(stationId)?.deliverCommands();
  }

  /** A station's password was revoked: the socket that it opened is closed. */
  onRevoked(stationId: string): void {
    const nowMs = Date.now();
    for (const [id, atMs] of this.#revokedAtMs) if (nowMs - atMs > 60_000) this.#revokedAtMs.delete(id);
    this.#revokedAtMs.set(stationId, nowMs);
    this.#byStation.get(stationId)?.revoke();
  }

  onClosed(connection: Connection): void {
    const { station } = connection;
    // When a newer one has taken its place, that one stays.
    if (this.#byStation.get(station.stationId) === connection) this.#byStation.delete(station.stationId);
    if (this.#isShuttingDown) return; // closing the port says goodbye for all at once
    this.#recordChange(station.stationId, () => this.context.stationPort.stationDisconnected(station)).catch(
      (error: unknown) =>
        this.context.logError({ err: error, station: station.identity }, "A station's leaving could not be recorded"),
    );
  }

  /**
   * Lets every message in hand be finished, as long as the limit allows, and closes all sockets.
   */
  async shutDown(): Promise<void> {
    this.#isShuttingDown = true;
    clearInterval(this.#sweeper);
    const all = [...this.#byStation.values()];
    await waitAtMost(
      this.context.limits.shutdownTimeoutMs,
      Promise.all(all.map((connection) => connection.shutDown())),
    );
    await waitAtMost(1000, this.#waitUntilEmpty());
    for (const connection of this.#byStation.values()) connection.socket.terminate();
  }

  async #waitUntilEmpty(): Promise<void> {
    while (this.#byStation.size > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /**
   * One timer for all: asks the silent ones for a sign of life, gives up those that have given
   * none.
   */
  #sweep(nowMs: number): void {
    const { limits, counters } = this.context;
    for (const connection of this.#byStation.values()) {
      if (connection.isPaused) continue;
      const verdict = connection.liveness.check(nowMs, limits);
      if (verdict === "ping") connection.socket.ping();
      if (verdict === "dead") {
        counters.connectionsDead++;
        connection.socket.terminate();
      } else if (connection.liveness.lacksPong(limits)) this.noteDeviation(connection, NO_PONG);
    }
  }

  #recordChange(stationId: string, record: () => Promise<void>): Promise<void> {
    const previous = this.#presenceChanges.get(stationId) ?? Promise.resolve();
    const recorded = previous.then(record, record);
    this.#presenceChanges.set(stationId, recorded);
    const remove = () => {
      if (this.#presenceChanges.get(stationId) === recorded) this.#presenceChanges.delete(stationId);
    };
    recorded.then(remove, remove);
    return recorded;
  }
}

/** Waits for it, but not longer than so many milliseconds. */
async function waitAtMost(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, timeUp]);
  clearTimeout(timer);
}
