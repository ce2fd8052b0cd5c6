"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Notice } from "@/app/_ui/feedback/notice";
import { RelativeTime } from "@/app/_ui/text/relative-time";

/** Whether a charger has already tried to connect under exactly this id. */
export function UnknownStationNotice({ identity }: { identity: string }) {
  const t = useTranslations("stationAccess.unknown");
  const trpc = useTRPC();
  const { data } = useQuery(trpc.stations.seekUnknown.queryOptions({ identity }, { enabled: identity !== "" }));
  if (!data) return null;
  return (
    <Notice tone="live">
      {t("found", { count: data.count, network: data.network })} {t("last")} <RelativeTime at={data.lastAt} />.
    </Notice>
  );
}
