"use client";

import { useTranslations } from "use-intl/react";
import { Badge } from "@/app/_ui/feedback/badge";
import { Status, StatusDot } from "@/app/_ui/feedback/status-dot";
import type { Tone } from "@/app/_ui/feedback/tone";
import type { Presence } from "./station-types";

const TONE: Readonly<Record<Presence, Tone>> = { online: "good", offline: "bad", never: "idle" };

/** Whether a station is connected, as mark and word. */
export function PresenceText({
  presence,
  badge = false,
  short = false,
}: {
  presence: Presence;
  badge?: boolean;
  /** on a phone the mark alone, its word for screen readers */
  short?: boolean;
}) {
  const t = useTranslations("stations.presence");
  if (badge) return <Badge tone={TONE[presence]}>{t(presence)}</Badge>;
  if (short) {
    return (
      <span className="inline-flex items-center gap-1.5">
        <StatusDot tone={TONE[presence]} />
        <span className="max-sm:sr-only">{t(presence)}</span>
      </span>
    );
  }
  return <Status tone={TONE[presence]}>{t(presence)}</Status>;
}
