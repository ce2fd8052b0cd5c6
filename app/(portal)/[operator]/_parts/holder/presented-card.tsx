"use client";

import { useQuery } from "@tanstack/react-query";
import { Nfc } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Notice } from "@/app/_ui/feedback/notice";
import { RelativeTime } from "@/app/_ui/text/relative-time";
import type { TokenRow } from "./holder-types";

/**
 * A card at a station is no change of ours, so nothing announces it; while somebody waits for it we
 * look.
 */
const LOOK_EVERY_MS = 2_000;

/** The last unknown card that was held to a station, offered for use. */
export function PresentedCard({
  kind,
  onUse,
}: {
  kind: "driver" | "partner";
  onUse: (card: { uid: string; kind: TokenRow["kind"] }) => void;
}) {
  const t = useTranslations("drivers.card");
  const trpc = useTRPC();
  const looking = { refetchInterval: LOOK_EVERY_MS, staleTime: 0 };
  const ofDrivers = useQuery(
    trpc.drivers.presentedToken.queryOptions(undefined, { ...looking, enabled: kind === "driver" }),
  );
  const ofPartners = useQuery(
    trpc.partners.presentedToken.queryOptions(undefined, { ...looking, enabled: kind === "partner" }),
  );
  const card = (kind === "driver" ? ofDrivers : ofPartners).data;
  if (!card) {
    return (
      <p className="flex items-start gap-2 text-sm text-muted">
        <Nfc aria-hidden className="mt-px size-4 shrink-0" />
        {t("waiting")}
      </p>
    );
  }
  return (
    <Notice
      tone="live"
      action={
        <Button size="sm" onClick={() => onUse(card)}>
          {t("use")}
        </Button>
      }
    >
      {t("seen", { uid: card.uid, station: card.stationName, site: card.siteName })}{" "}
      <RelativeTime at={card.receivedAt} />
    </Notice>
  );
}
