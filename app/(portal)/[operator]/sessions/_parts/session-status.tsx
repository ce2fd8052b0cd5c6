"use client";

import { useTranslations } from "use-intl/react";
import { Status } from "@/app/_ui/feedback/status-dot";
import type { Tone } from "@/app/_ui/feedback/tone";
import type { SessionRow } from "./session-types";

type Stateful = Pick<SessionRow, "state" | "billingState" | "chargingState" | "isCredited">;

const CHARGING_TONE: Readonly<Record<SessionRow["chargingState"], Tone>> = {
  charging: "live",
  idle_ev: "warn",
  paused_evse: "warn",
  unknown: "live",
};

const BILLING_TONE: Readonly<Record<SessionRow["billingState"], Tone>> = {
  open: "live",
  settling: "idle",
  needs_price: "bad",
  hold: "warn",
  rated: "good",
  not_billable: "idle",
};

/** What the car does while it is here; afterwards, how far its bill has come. */
export function SessionStatus({ row }: { row: Stateful }) {
  const t = useTranslations("sessions");
  if (row.state === "active") {
    return (
      <Status tone={CHARGING_TONE[row.chargingState]} moving={row.chargingState === "charging"}>
        {t(`charging.${row.chargingState}`)}
      </Status>
    );
  }
  if (row.isCredited) return <Status tone="idle">{t("credited")}</Status>;
  return <Status tone={BILLING_TONE[row.billingState]}>{t(`billing.${row.billingState}`)}</Status>;
}
