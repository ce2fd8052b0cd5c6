"use client";

import { useTranslations } from "use-intl/react";
import { Badge } from "@/app/_ui/badge";
import { Status } from "@/app/_ui/status-dot";
import type { Tone } from "@/app/_ui/tone";
import type { Presence } from "./station-types";

const TONE: Readonly<Record<Presence, Tone>> = { online: "good", offline: "bad", never: "idle" };

/** Whether a station is connected, as mark and word. */
export function PresenceText({ presence, badge = false }: { presence: Presence; badge?: boolean }) {
  const t = useTranslations("stations.presence");
  if (badge) return <Badge tone={TONE[presence]}>{t(presence)}</Badge>;
  return <Status tone={TONE[presence]}>{t(presence)}</Status>;
}
