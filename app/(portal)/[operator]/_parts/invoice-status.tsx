"use client";

import { useTranslations } from "use-intl/react";
import { Status } from "@/app/_ui/feedback/status-dot";
import type { Tone } from "@/app/_ui/feedback/tone";

type State = "draft" | "issued" | "paid" | "credited";

const TONE: Readonly<Record<State | "overdue", Tone>> = {
  draft: "idle",
  issued: "live",
  overdue: "bad",
  paid: "good",
  credited: "warn",
};

/** How far a document has come. Overdue is the calendar, and said before anything else. */
export function InvoiceStatus({ state, isOverdue }: { state: State; isOverdue: boolean }) {
  const t = useTranslations("invoices.states");
  const shown = isOverdue ? "overdue" : state;
  return <Status tone={TONE[shown]}>{t(shown)}</Status>;
}
