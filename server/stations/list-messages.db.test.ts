import { expect, test } from "vitest";
import { ocppMessages } from "@/db/schema/message-log";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { ListMessages, listMessages } from "./list-messages";

async function withMessages(count: number) {
  const tenant = await freshTenant();
  // several share an instant: only the id distinguishes them
  const at = (index: number) => new Date(Date.UTC(2026, 0, 5, 10, Math.floor(index / 3)));
  await writeTenant(tenant.tenantId, (db) =>
    db.insert(ocppMessages).values(
      Array.from({ length: count }, (_, index) => ({
        stationId: tenant.station.id,
        receivedAt: at(index),
        direction: index % 4 === 3 ? ("out" as const) : ("in" as const),
        ocppVersion: "1.6",
        messageId: `m${index}`,
        action: index % 2 === 0 ? "Heartbeat" : "MeterValues",
        request: JSON.stringify({ index }),
        answer: index % 5 === 0 ? null : "{}",
        errorCode: index % 5 === 0 ? "FormationViolation" : null,
      })),
    ),
  );
  const list = (input: Record<string, unknown>) =>
    readTenant(tenant.tenantId, (db) =>
      listMessages(db, ListMessages.parse({ stationId: tenant.station.id, ...input })),
    );
  return { ...tenant, list };
}

test("paging through messages of one instant loses none and repeats none, forth and back", async () => {
  const { list } = await withMessages(10);
  const first = await list({ limit: 4 });
  const second = await list({ limit: 4, after: first.after });
  const third = await list({ limit: 4, after: second.after });
  const names = [first, second, third].flatMap((page) => page.messages.map((message) => message.messageId));
  expect(names).toEqual(["m9", "m8", "m7", "m6", "m5", "m4", "m3", "m2", "m1", "m0"]);
  expect([first.before, third.after]).toEqual([null, null]);
  expect((await list({ limit: 4, before: third.before })).messages).toEqual(second.messages);
});

test("filters hold together: direction, action, words, refused", async () => {
  const { list } = await withMessages(10);
  const names = async (input: Record<string, unknown>) =>
    (await list(input)).messages.map((message) => message.messageId);
  expect(await names({ direction: "out" })).toEqual(["m7", "m3"]);
  expect(await names({ refused: true })).toEqual(["m5", "m0"]);
  expect(await names({ refused: true, actions: ["Heartbeat"] })).toEqual(["m0"]);
  expect(await names({ query: '"index":7' })).toEqual(["m7"]);
  // 10:01 counts, 10:02 does not
  expect(await names({ from: new Date("2026-01-05T10:01:00Z"), to: new Date("2026-01-05T10:02:00Z") })).toEqual([
    "m5",
    "m4",
    "m3",
  ]);
});

test("another operator's messages are not there, even by the station's id", async () => {
  const { station } = await withMessages(3);
  const other = await freshTenant();
  const page = await readTenant(other.tenantId, (db) =>
    listMessages(db, ListMessages.parse({ stationId: station.id })),
  );
  expect(page.messages).toEqual([]);
});
