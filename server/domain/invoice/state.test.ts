import { expect, test } from "vitest";
import {
  type InvoiceEvent,
  type InvoiceState,
  isOverdue,
  nextInvoiceState,
  outstandingMinor,
} from "@/server/domain/invoice/state";

test.each<[InvoiceState, InvoiceEvent, InvoiceState | null]>([
  ["draft", "issued", "issued"],
  ["draft", "settled", null],
  ["draft", "credited", null],
  ["issued", "issued", null],
  ["issued", "settled", "paid"],
  ["issued", "credited", "credited"],
  ["paid", "unsettled", "issued"],
  ["paid", "credited", "credited"],
  ["credited", "settled", null],
  ["credited", "credited", null],
])("an invoice in state %s moves on %s to %s", (state, event, next) =>
  expect(nextInvoiceState(state, event)).toBe(next),
);

test("an invoice is overdue from the day after its due date, while it is unpaid", () => {
  expect(isOverdue({ state: "issued", dueDate: "2026-07-14" }, "2026-07-14")).toBe(false);
  expect(isOverdue({ state: "issued", dueDate: "2026-07-14" }, "2026-07-15")).toBe(true);
  expect(isOverdue({ state: "paid", dueDate: "2026-07-14" }, "2026-07-15")).toBe(false);
});

test("the outstanding amount is what is not yet paid, never below zero", () => {
  expect(outstandingMinor({ state: "issued", grossMinor: 500n }, 200n)).toBe(300n);
  expect(outstandingMinor({ state: "issued", grossMinor: 500n }, 600n)).toBe(0n);
  expect(outstandingMinor({ state: "credited", grossMinor: 500n }, 0n)).toBe(0n);
});
