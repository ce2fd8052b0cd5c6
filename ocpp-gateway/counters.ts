/** What this gateway has done since it started: plain numbers, read when /metrics is asked. */
export type Counters = {
  connections: number;
  connectionsRefused: number;
  connectionsReplaced: number;
  connectionsDead: number;
  calls: number;
  callsRefused: number;
  callsFailed: number;
  framesBroken: number;
  answersUnsolicited: number;
  /** Our answers that a station rejected by a CALLRESULTERROR. */
  answersRejected: number;
  /** Our own answers that broke the official schema: must stay 0. */
  answersBreakingSchema: number;
  commandsSent: number;
  commandsTimedOut: number;
};

export function newCounters(): Counters {
  return {
    connections: 0,
    connectionsRefused: 0,
    connectionsReplaced: 0,
    connectionsDead: 0,
    calls: 0,
    callsRefused: 0,
    callsFailed: 0,
    framesBroken: 0,
    answersUnsolicited: 0,
    answersRejected: 0,
    answersBreakingSchema: 0,
    commandsSent: 0,
    commandsTimedOut: 0,
  };
}
