"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import type { PlainCommand } from "@/server/domain/station/command";
import { useCommand } from "./use-command";

/** A command without input: its name, what it does, and one button to confirm it. */
export function PlainCommandButton({ stationId, type }: { stationId: string; type: PlainCommand }) {
  const t = useTranslations("stations.command");
  const { request } = useCommand(stationId);
  return (
    <ConfirmDialog
      title={t(`label.${type}`)}
      action={t("send")}
      trigger={<Button size="sm">{t(`label.${type}`)}</Button>}
      onConfirm={() => request({ type })}
    >
      {t(`plain.${type}`)}
    </ConfirmDialog>
  );
}
