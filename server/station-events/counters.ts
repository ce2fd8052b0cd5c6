/** What this gateway did since it started; for GET /metrics. */
export const counters = {
  batches: 0,
  events: 0,
  duplicates: 0,
  retried: 0,
  failed: 0,
  rejectedFrames: 0,
  refusedAttempts: 0,
  commandsClaimed: 0,
  commandsCompleted: 0,
  stationsConnected: 0,
  notifications: 0,
};

export type PortCounters = Readonly<typeof counters>;
