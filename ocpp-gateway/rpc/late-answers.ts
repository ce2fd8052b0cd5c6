import type { LateAnswer } from "@/ocpp-gateway/rpc/send-command";

type Take = (answer: LateAnswer) => Promise<void>;

/** Commands in a row that a slow station may leave unanswered and answer after all. */
const MAX_PENDING = 8;

/** One connection's commands whose time was up, by message id: their answers may still come. */
export class LateAnswers {
  /** Made when first needed: most stations are never late. */
  #takers: Map<string, Take> | null = null;

  expect(messageId: string, take: Take): void {
    this.#takers ??= new Map();
    this.#takers.set(messageId, take);
    const [oldest] = this.#takers.size > MAX_PENDING ? this.#takers.keys() : [];
    if (oldest !== undefined) this.#takers.delete(oldest);
  }

  /** Who waits for this answer, once; undefined when nobody does. */
  taker(messageId: string): Take | undefined {
    const take = this.#takers?.get(messageId);
    this.#takers?.delete(messageId);
    return take;
  }
}
