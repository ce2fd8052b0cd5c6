"use client";

import { LockOpen, Play, Square } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { RemoteStartForm } from "./remote-start-form";
import { useCommand } from "./use-command";

/** What a technician presses at one EVSE: start, stop, unlock. */
export function EvseActions({
  stationId,
  evse,
  connector,
  session,
}: {
  stationId: string;
  evse: number;
  connector: number;
  session: { readonly sessionId: string; readonly number: number } | null;
}) {
  const t = useTranslations("stations");
  const { request } = useCommand(stationId);
  return (
    <div className="flex flex-wrap gap-1.5">
      {session === null ? (
        <RemoteStartForm
          stationId={stationId}
          evses={[evse]}
          chosen={evse}
          trigger={
            <Button size="sm" icon={<Play aria-hidden />}>
              {t("live.start")}
            </Button>
          }
        />
      ) : (
        <ConfirmDialog
          title={t("command.stopTitle", { number: String(session.number) })}
          action={t("live.stop")}
          danger
          trigger={
            <Button size="sm" icon={<Square aria-hidden />}>
              {t("live.stop")}
            </Button>
          }
          onConfirm={() => request({ type: "remote-stop", sessionId: session.sessionId })}
        >
          {t("command.stopBody")}
        </ConfirmDialog>
      )}
      <ConfirmDialog
        title={t("command.unlockTitle", { evse: String(evse) })}
        action={t("live.unlock")}
        trigger={
          <Button size="sm" variant="quiet" icon={<LockOpen aria-hidden />}>
            {t("live.unlock")}
          </Button>
        }
        onConfirm={() => request({ type: "unlock-connector", evse, connector })}
      >
        {t("command.unlockBody")}
      </ConfirmDialog>
    </div>
  );
}
