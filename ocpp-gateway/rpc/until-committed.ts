import type { GatewayContext } from "@/ocpp-gateway/gateway-context";
import { NotCommitted } from "@/server/domain/station/not-committed";

/**
 * A message that must not be answered: it may be money, and it is in no database. Firmware exists
 * that takes any answer, an error too, as delivery, and repeats only what was met by silence.
 */
export class Unanswerable extends Error {
  constructor(cause: NotCommitted) {
    super("A message could not be committed in time and is not answered.", { cause });
    this.name = "Unanswerable";
  }
}

/**
 * Commits as soon as the database takes it, and waits for that as long as the limit allows from the
 * message's arrival. Rejects with Unanswerable after it, and with any other failure at once.
 */
export async function untilCommitted<Result>(
  { limits }: Pick<GatewayContext, "limits">,
  receivedAtMs: number,
  commit: () => Promise<Result>,
): Promise<Result> {
  const giveUpAtMs = receivedAtMs + limits.unansweredMs;
  for (;;) {
    try {
      return await commit();
    } catch (error) {
      if (!(error instanceof NotCommitted)) throw error;
      const waitMs = Math.min(limits.commitRetryMs, giveUpAtMs - Date.now());
      if (waitMs <= 0) throw new Unanswerable(error);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
