/** For tests: a station port that keeps everything in memory and can be made to fail. */
import type { StationPort } from "@/ocpp-gateway/port";
import type { StationCommand } from "@/server/domain/station/command";
import type { Deviation } from "@/server/domain/station/deviation";
import type { StationEvent } from "@/server/domain/station/event";
import type { BootOutcome, Outcome } from "@/server/domain/station/outcome";
import type { CallLimits } from "@/server/domain/station/split-command";
import type { RefusedAttempt } from "@/server/domain/station/refused-attempt";
import type { AuthenticatedStation, RejectedFrame, CommandCompletion } from "@/server/station-port";

/** Its functions may be replaced by a test's own. */
export type MemoryPort = { -readonly [Name in keyof StationPort]: StationPort[Name] } & {
  readonly events: StationEvent[];
  readonly rejected: RejectedFrame[];
  readonly completed: { commandId: string; completion: CommandCompletion }[];
  readonly presence: string[];
  readonly deviations: Deviation[];
  readonly passwords: Map<string, string>;
  /** what a station spoke on its last connection */
  /** what one message to a station may carry */
  limits: CallLimits;
  readonly lastVersions: Map<string, string>;
  readonly refused: RefusedAttempt[];
  /** of connections, not of messages */
  /** Its password was revoked. */
  readonly revoke: (identity: string) => void;
  readonly request: (identity: string, command: StationCommand) => void;
  /** What every boot is answered. */
  registration: BootOutcome["registration"];
  /** While set, whatever wants the database rejects with it. */
  error: Error | null;
  /** What every commit that begins from now on waits for. */
  commit: Promise<void>;
  /** Commits that have begun. */
  commitsBegun: number;
};

/** A commit that is held until it is let go. */
export function heldCommit(): { readonly commit: Promise<void>; readonly release: () => void } {
  let release = () => {};
  const commit = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { commit, release: () => release() };
}

export function memoryPort(): MemoryPort {
  const queued = new Map<string, { commandId: string; command: StationCommand }[]>();
  const watchers = new Set<(stationId: string) => void>();
  const revocationWatchers = new Set<(stationId: string) => void>();
  let commands = 0;

  const stationPort: MemoryPort = {
    events: [],
    rejected: [],
    completed: [],
    presence: [],
    deviations: [],
    passwords: new Map([["CP-1", "secret-1"]]),
    limits: { items: null, bytes: null },
    lastVersions: new Map(),
    refused: [],
    registration: "accepted",
    error: null,
    commit: Promise.resolve(),
    commitsBegun: 0,

    request(identity, command) {
      const list = queued.get(identity) ?? [];
      list.push({ commandId: `c${++commands}`, command });
      queued.set(identity, list);
      for (const watcher of watchers) watcher(identity);
    },
    isOpen: () => true,
    async portHealth() {
      await throwIfFailing();
      return { database: "up", queued: 0, lastCommitMs: 1 };
    },
    portCounters: () => ({ batches: 3 }),
    async authenticateStation(identity, password) {
      await throwIfFailing();
      const isCorrect = password !== null && stationPort.passwords.get(identity) === password;
      if (!isCorrect) return null;
      const facts = { timeZone: "Europe/Lisbon", isStrict: false, model: {} };
      const station = { tenantId: "t", stationId: identity, identity, ...facts };
      return { station, lastVersion: stationPort.lastVersions.get(identity) ?? null };
    },
    noteRefusedAttempt: (attempt) => stationPort.refused.push(attempt),
    async stationConnected({ identity }, { ocppVersion }) {
      await throwIfFailing();
      stationPort.presence.push(`+${identity} ${ocppVersion}`);
      if (queued.get(identity)?.length) for (const watcher of watchers) watcher(identity);
    },
    async stationDisconnected({ identity }: AuthenticatedStation) {
      await throwIfFailing();
      stationPort.presence.push(`-${identity}`);
    },
    async recordEvent(_station, event, exchange) {
      await throwIfFailing();
      stationPort.commitsBegun++;
      await stationPort.commit;
      stationPort.events.push(event);
      const { registration } = stationPort;
      return exchange.answer(event.type === "booted" ? { ...BOOT, registration } : outcomeOf(event));
    },
    async recordDeviation(_station, deviation) {
      await throwIfFailing();
      stationPort.deviations.push(deviation);
    },
    async keepRejectedFrame(_station, frame) {
      await throwIfFailing();
      stationPort.rejected.push(frame);
    },
    watchCommands(onCommand) {
      watchers.add(onCommand);
      return () => watchers.delete(onCommand);
    },
    watchRereads: () => () => {},
    claimReread: () => Promise.resolve(null),
    completeReread: () => Promise.resolve(),
    watchRevocations(onRevoked) {
      revocationWatchers.add(onRevoked);
      return () => revocationWatchers.delete(onRevoked);
    },
    revoke(identity) {
      for (const watcher of revocationWatchers) watcher(identity);
    },
    async claimCommand({ identity }) {
      await throwIfFailing();
      const next = queued.get(identity)?.shift();
      return next ? { ...next, limits: stationPort.limits } : null;
    },
    async completeCommand(_station, commandId, completion) {
      await throwIfFailing();
      stationPort.completed.push({ commandId, completion });
    },
  };

  async function throwIfFailing(): Promise<void> {
    if (stationPort.error) throw stationPort.error;
  }

  return stationPort;
}

const BOOT = { type: "boot", registration: "accepted", heartbeatIntervalS: 300 } as const;

/** What every event comes to here: yes. */
export function outcomeOf(event: StationEvent): Outcome {
  const accepted = { authorization: "accepted", groupUid: null } as const;
  switch (event.type) {
    case "booted":
      return BOOT;
    case "token-presented":
      return { type: "authorization", ...accepted };
    case "session.started":
      return { type: "session-started", ...accepted, sessionNumber: 1 };
    case "session.metered":
      return { type: "session-progress", authorization: null, groupUid: null };
    case "session.ended":
      return { type: "session-ended", ...accepted, totalCost: null };
    case "seen":
    case "status-changed":
    case "fault-noticed":
    case "variables-reported":
    case "security-noticed":
    case "vendor-message":
    case "station-reported":
      return { type: "done" };
  }
}
