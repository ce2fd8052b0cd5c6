import { expect, test } from "vitest";
import type { TenantHandle } from "@/db/handle";
import { finalizeNow } from "@/server/rating/finalize-or-wait";

const unexpectedQuery = () => Promise.reject(new Error("nothing is asked"));

/** A handle whose attempt was undone by this error. */
const undoneBy = (code: string): TenantHandle => ({
  tenantId: "t",
  query: unexpectedQuery,
  queryBatched: unexpectedQuery,
  attempt: (_fn, rescue) => rescue(Object.assign(new Error(code), { code })),
});

test.each(["40P01", "55P03", "CONNECTION_CLOSED", "57P01"])(
  "%s in the middle of pricing says nothing of the price: the message is written again, no person is asked",
  async (code) => {
    const context = {
      handle: undoneBy(code),
      station: { tenantId: "t", stationId: "s", identity: "CP-1" },
      receivedAtMs: 0,
      touch: () => {},
      deviate: () => {},
      afterCommit: () => {},
    };
    await expect(finalizeNow(context, "x")).rejects.toMatchObject({ code });
  },
);
