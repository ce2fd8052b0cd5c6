import type { LateAnswer } from "@/ocpp-gateway/rpc/send-command";

type LateAnswerHandler = (answer: LateAnswer) => Promise<void>;

/** Commands in a row that a slow station may leave unanswered and answer after all. */
const MAX_PENDING = 8;

/** One connection's commands whose time was up, by message id: their answers may still come. */
export class LateAnswers {
  /** Made when first needed: most stations are never late. */
  #handlers: Map<string, LateAnswerHandler> | null = null;

  expect(messageId: string, handler: LateAnswerHandler): void {
    this.#handlers ??= new Map();
    this.#handlers.set(messageId, handler);
    const [oldest] = this.#handlers.size > MAX_PENDING ? this.#handlers.keys() : [];
    if (oldest !== undefined) this.#handlers.delete(oldest);
  }

  /** Who waits for this answer, once; undefined when nobody does. */
  removeHandler(messageId: string): LateAnswerHandler | undefined {
    const handler = this.#handlers?.get(messageId);
    this.#handlers?.delete(messageId);
    return handler;
  }
}
