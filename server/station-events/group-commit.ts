/**
 * Shared commits (performance: one commit a message costs six times as much as a shared one). While
 * a lane writes one batch, the next collects; there is no timer. Entries of one key stay in one
 * lane and in order.
 */
export type GroupCommit<Entry, Answer> = {
  /**
   * Resolves with the entry's answer after its batch has committed; rejects when it could not be
   * committed.
   */
  readonly put: (entry: Entry) => Promise<Answer>;
  /** Entries that wait or are being written. */
  readonly queued: () => number;
  /** Resolves when nothing waits any more. */
  readonly drained: () => Promise<void>;
};

export type GroupCommitOptions<Entry, Answer> = {
  /**
   * Writes a batch in one transaction and gives the answers in the order of its entries; throws
   * when it rolled back.
   */
  readonly write: (batch: readonly Entry[]) => Promise<readonly Answer[]>;
  /** Entries with the same key are written in the order in which they were put. */
  readonly keyOf: (entry: Entry) => string;
  readonly lanes: number;
  readonly batchSize: number;
  /** More than this many waiting in a lane: refuse at once, the sender keeps what it has. */
  readonly maxQueue: number;
  readonly classifyError: (error: unknown) => WriteFailure;
  readonly onBatch?: (size: number, tookMs: number) => void;
  readonly onRetry?: (entries: number) => void;
};

/**
 * "bad-entry": one of the entries is at fault, so halves are tried until it stands alone;
 * "transient": worth another try as it is (a lost connection, a deadlock); "outage": nothing can be
 * written now.
 */
export type WriteFailure = "bad-entry" | "transient" | "outage";

export class QueueIsFull extends Error {
  constructor() {
    super("Too many messages wait for the database.");
    this.name = "QueueIsFull";
  }
}

type Waiting<Entry, Answer> = {
  readonly entry: Entry;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
};

type Lane<Entry, Answer> = { waiting: Waiting<Entry, Answer>[]; writing: number; isBusy: boolean };

const MAX_TRIES = 3;

export function groupCommit<Entry, Answer>(options: GroupCommitOptions<Entry, Answer>): GroupCommit<Entry, Answer> {
  const lanes: readonly Lane<Entry, Answer>[] = Array.from({ length: options.lanes }, () => ({
    waiting: [],
    writing: 0,
    isBusy: false,
  }));
  let onIdle: (() => void)[] = [];
  const queued = () => lanes.reduce((total, lane) => total + lane.waiting.length + lane.writing, 0);

  const drain = async (lane: Lane<Entry, Answer>): Promise<void> => {
    while (lane.waiting.length > 0) {
      const batch = lane.waiting.splice(0, options.batchSize);
      lane.writing = batch.length;
      await commit(batch, options);
      lane.writing = 0;
    }
    lane.isBusy = false;
    if (queued() > 0) return;
    for (const notify of onIdle) notify();
    onIdle = [];
  };

  return {
    put: (entry) =>
      new Promise((resolve, reject) => {
        const lane = lanes[laneNumber(options.keyOf(entry), lanes.length)];
        if (!lane || lane.waiting.length >= options.maxQueue) return reject(new QueueIsFull());
        lane.waiting.push({ entry, resolve, reject });
        if (lane.isBusy) return;
        lane.isBusy = true;
        // not at once: what arrived in the same turn of the event loop joins the batch
        setImmediate(() => void drain(lane));
      }),
    queued,
    drained: () => (queued() === 0 ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve))),
  };
}

/** Never throws: every entry is resolved or rejected. */
async function commit<Entry, Answer>(
  batch: readonly Waiting<Entry, Answer>[],
  options: GroupCommitOptions<Entry, Answer>,
  tries = 1,
): Promise<void> {
  const startedAt = performance.now();
  try {
    const answers = await options.write(batch.map(({ entry }) => entry));
    if (answers.length !== batch.length) throw new Error("a batch must be answered entry by entry");
    options.onBatch?.(batch.length, performance.now() - startedAt);
    batch.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
  } catch (error) {
    // what cannot be written rejects for its own sender only
    const failure = options.classifyError(error);
    if (failure === "transient" && tries < MAX_TRIES) {
      options.onRetry?.(batch.length);
      await commit(batch, options, tries + 1);
    } else if (failure === "outage" || batch.length === 1) {
      for (const { reject } of batch) reject(error);
    } else {
      options.onRetry?.(batch.length);
      const middle = batch.length >> 1;
      await commit(batch.slice(0, middle), options);
      await commit(batch.slice(middle), options);
    }
  }
}

/** FNV-1a: the same key always finds the same lane. */
function laneNumber(key: string, lanes: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % lanes;
}
