import { createHmac } from "node:crypto";
import type { Store } from "./base/store";
import type { StoredEvent } from "./base/wire";

/** The address of events, and faults of the next ones. All counts are of events. */
export type WebhookMode = {
  url?: string | undefined;
  secret?: string;
  /** The next N are never sent; `/v1/events` still lists them. */
  drop?: number;
  /** The next N are sent twice. */
  duplicate?: number;
  /** The next N are held until all are there, then sent last first. */
  reorder?: number;
};

/** Waits between attempts. Stripe retries for days, the stand-in for seconds. */
const RETRY_MS = [200, 1_000, 3_000, 10_000, 30_000];
const RESPONSE_TIMEOUT_MS = 10_000;

/** Sends events as signed webhooks, at least once and in no guaranteed order. */
export class Deliveries {
  #mode: Required<Omit<WebhookMode, "url">> & { url: string | undefined };
  readonly #held: StoredEvent[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #abort = new AbortController();
  #underway = 0;
  #whenIdle: (() => void)[] = [];

  constructor(
    readonly store: Store,
    url: string | undefined,
    secret: string,
    readonly retryMs: readonly number[] = RETRY_MS,
  ) {
    this.#mode = { url, secret, drop: 0, duplicate: 0, reorder: 0 };
  }

  get secret(): string {
    return this.#mode.secret;
  }

  /** Without a listener no delivery is pending. */
  get hasListener(): boolean {
    return this.#mode.url !== undefined;
  }

  change(mode: WebhookMode): void {
    this.#mode = { ...this.#mode, ...mode };
    if (this.#mode.reorder === 0) this.#release();
  }

  enqueue(event: StoredEvent): void {
    if (this.#mode.url === undefined) return;
    if (this.#mode.drop > 0) {
      this.#mode.drop -= 1;
      this.#markDelivered(event);
    } else if (this.#mode.reorder > 0) {
      this.#mode.reorder -= 1;
      this.#held.push(event);
      if (this.#mode.reorder === 0) this.#release();
    } else {
      this.#start(event);
    }
  }

  /** Sends an event again, whatever happened to it before. */
  redeliver(event: StoredEvent): void {
    void this.#attempt(event, 0);
  }

  /** Sends the events that a stop or a crash left undelivered. */
  resume(): void {
    for (const account of this.store.accounts()) {
      for (const event of this.store.objects(account, "events").values())
        if (event.pending_webhooks > 0) this.enqueue(event);
    }
  }

  /** Resolves when nothing is being sent or waiting to be sent again. */
  idle(): Promise<void> {
    if (this.#underway === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  close(): void {
    this.#abort.abort();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /**
   * Sends them last first, each once the one before has been answered, so the wrong order is
   * certain.
   */
  #release(): void {
    let before = Promise.resolve();
    for (const event of this.#held.splice(0).reverse()) {
      this.#underway += 1;
      before = before.then(() => this.#attempt(event, 0)).then(() => this.#finish());
    }
  }

  #start(event: StoredEvent): void {
    const times = this.#mode.duplicate > 0 ? 2 : 1;
    this.#mode.duplicate = Math.max(0, this.#mode.duplicate - 1);
    for (let time = 0; time < times; time += 1) void this.#attempt(event, 0);
  }

  /** Resolves after this attempt; retries run on their own. */
  async #attempt(event: StoredEvent, attempts: number): Promise<void> {
    this.#underway += 1;
    const isAccepted = await this.#send(event);
    if (this.#abort.signal.aborted) return;
    const wait = this.retryMs[attempts];
    if (isAccepted || wait === undefined) {
      this.#markDelivered(event);
      this.#finish();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#attempt(event, attempts + 1);
      this.#finish();
    }, wait);
    this.#timers.add(timer);
  }

  async #send(event: StoredEvent): Promise<boolean> {
    const { url, secret } = this.#mode;
    if (url === undefined) return true;
    const body = JSON.stringify(event, null, 2);
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "stripe-signature": signature(body, secret, Math.floor(Date.now() / 1000)),
          "user-agent": "Stripe/1.0 (stand-in)",
        },
        body,
        signal: AbortSignal.any([this.#abort.signal, AbortSignal.timeout(RESPONSE_TIMEOUT_MS)]),
      });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false; // no listener yet, or a broken answer: it is retried
    }
  }

  #markDelivered(event: StoredEvent): void {
    const account = event.account ?? PLATFORM;
    const stored = this.store.objects(account, "events").get(event.id);
    if (!stored || stored.pending_webhooks === 0) return;
    this.store.write({ account, puts: [{ table: "events", object: { ...stored, pending_webhooks: 0 } }], removes: [] });
  }

  #finish(): void {
    this.#underway -= 1;
    if (this.#underway > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}

/** The account of calls without a `Stripe-Account` header. */
export const PLATFORM = "platform";

/** Stripe's v1 scheme: HMAC-SHA256 over `timestamp.body`, in hex. */
export function signature(body: string, secret: string, timestamp: number): string {
  const mac = createHmac("sha256", secret).update(`${timestamp}.${body}`, "utf8").digest("hex");
  return `t=${timestamp},v1=${mac}`;
}
