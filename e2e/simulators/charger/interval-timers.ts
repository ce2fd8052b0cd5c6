/** The station's timers: heartbeats, and meter readings while a transaction runs. */

export class IntervalTimers {
  #timers = new Map<string, NodeJS.Timeout>();

  /**
   * Runs `act` every `intervalS()` seconds under `name` until stopped; zero or less means never.
   * Starting again restarts the interval.
   */
  start(name: string, intervalS: () => number, act: () => Promise<void>): void {
    this.stop(name);
    const seconds = intervalS();
    if (!(seconds > 0)) return;
    const timer = setTimeout(() => {
      // A failed message is either queued or of no use later.
      const again = () => {
        if (this.#timers.get(name) === timer) this.start(name, intervalS, act);
      };
      void act()
        .catch(() => undefined)
        .then(again);
    }, seconds * 1_000);
    this.#timers.set(name, timer);
  }

  stop(name: string): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }

  stopAll(): void {
    for (const name of this.#timers.keys()) this.stop(name);
  }
}
