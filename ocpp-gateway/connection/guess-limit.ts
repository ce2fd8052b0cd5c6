type Guesses = { count: number; readonly untilMs: number };

/**
 * At most so many addresses are tracked; beyond them the oldest are dropped, so that memory stays
 * bounded.
 */
const MAX_TRACKED = 50_000;

/**
 * A brake on guessing passwords: after so many wrong ones for one identity from one address, that
 * pair waits for the window's end; by the pair, so that nobody locks a station out from elsewhere.
 * An address that guesses at many identities waits as well. Identities that signed in from it
 * before are exempt: they only share a NAT with the attacker.
 */
export class GuessLimit {
  readonly #byPair = new Map<string, Guesses>();
  readonly #byAddress = new Map<string, Guesses>();
  readonly #exemptPairs = new Map<string, true>();

  constructor(
    readonly limits: {
      readonly maxGuesses: number;
      readonly maxGuessesOfAddress: number;
      readonly guessWindowMs: number;
    },
  ) {}

  /**
   * Counts an attempt of the pair before its outcome is known, so that parallel ones count too;
   * false when there were too many.
   */
  startAttempt(identity: string, address: string, nowMs: number): boolean {
    const pair = `${address} ${identity}`;
    const { maxGuesses, maxGuessesOfAddress } = this.limits;
    const ofAddress = this.#byAddress.get(address);
    if (
      ofAddress &&
      ofAddress.untilMs > nowMs &&
      ofAddress.count >= maxGuessesOfAddress &&
      !this.#exemptPairs.has(pair)
    )
      return false;
    return this.#count(this.#byPair, pair, nowMs) <= maxGuesses;
  }

  /**
   * The password was wrong. Counted for the address only now: a fleet that comes back at once from
   * one network is no guess.
   */
  recordFailure(address: string, nowMs: number): void {
    this.#count(this.#byAddress, address, nowMs);
  }

  /** The password was right: the attempt was no guess, and here this identity is at home. */
  recordSuccess(identity: string, address: string): void {
    const pair = `${address} ${identity}`;
    this.#byPair.delete(pair);
    store(this.#exemptPairs, pair, true);
  }

  /** The question could not be decided: the attempt was no guess. */
  cancelAttempt(identity: string, address: string): void {
    this.#byPair.delete(`${address} ${identity}`);
  }

  #count(counts: Map<string, Guesses>, key: string, nowMs: number): number {
    const known = counts.get(key);
    if (known && known.untilMs > nowMs) return ++known.count;
    store(counts, key, { count: 1, untilMs: nowMs + this.limits.guessWindowMs });
    return 1;
  }
}

function store<Value>(all: Map<string, Value>, key: string, value: Value): void {
  all.delete(key);
  all.set(key, value);
  if (all.size <= MAX_TRACKED) return;
  for (const oldest of all.keys()) {
    all.delete(oldest);
    return;
  }
}
