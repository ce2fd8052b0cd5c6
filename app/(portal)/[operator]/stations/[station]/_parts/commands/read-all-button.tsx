"use client";

import { RefreshCw } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/feedback/toast";
import { useCommand } from "./use-command";

/** Asks for the whole configuration: 1.6 GetConfiguration without keys, 2.0.1 GetBaseReport. */
export function ReadAllButton({ stationId, ocppVersion }: { stationId: string; ocppVersion: string | null }) {
  const t = useTranslations("stations.command");
  const { request, isPending } = useCommand(stationId);
  const input =
    ocppVersion === "1.6"
      ? ({ type: "get-variables", variables: [] } as const)
      : ({ type: "get-base-report" } as const);
  return (
    <Button
      size="sm"
      icon={<RefreshCw aria-hidden />}
      pending={isPending}
      onClick={() =>
        void request(input.type === "get-variables" ? { ...input, variables: [] } : input).catch((error: unknown) =>
          toast.failed(error instanceof Error ? error.message : String(error)),
        )
      }
    >
      {t("readAll")}
    </Button>
  );
}
