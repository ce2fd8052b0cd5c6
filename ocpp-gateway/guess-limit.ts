type Guesses = { count: number; readonly untilMs: number };

/** So many strangers are remembered; beyond them the oldest are forgotten, for memory must not be theirs to fill. */
const REMEMBERED = 50_000;

/**
 * A brake on guessing passwords: so many wrong ones for one identity from one address within a window, then that pair has to wait
 * for its end. By the pair, so that nobody can lock out a station from elsewhere.
 */
export class GuessLimit {
  readonly #byPair = new Map<string, Guesses>();

  constructor(
    readonly guesses: number,
    readonly windowMs: number,
  ) {}

  /** Counts an attempt before its outcome is known, so that parallel ones count too; false when there were too many. */
  mayTry(identity: string, address: string, nowMs: number): boolean {
    const pair = `${address} ${identity}`;
    const known = this.#byPair.get(pair);
    if (known && known.untilMs > nowMs) {
      known.count++;
      return known.count <= this.guesses;
    }
    this.#byPair.delete(pair);
    this.#byPair.set(pair, { count: 1, untilMs: nowMs + this.windowMs });
    this.#forgetOldest();
    return true;
  }

  /** The password was right, or the question could not be decided: the attempt was no guess. */
  forgive(identity: string, address: string): void {
    this.#byPair.delete(`${address} ${identity}`);
  }

  #forgetOldest(): void {
    if (this.#byPair.size <= REMEMBERED) return;
    for (const pair of this.#byPair.keys()) {
      this.#byPair.delete(pair);
      return;
    }
  }
}
