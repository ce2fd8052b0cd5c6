"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { PLAIN_COMMANDS } from "@/server/domain/station/command";
import type { CommandedStation } from "./commanded-station";
import { ChangeAvailabilityForm } from "./change-availability-form";
import { GetVariablesForm } from "./get-variables-form";
import { PlainCommandButton } from "./plain-command-button";
import { ReadAllButton } from "./read-all-button";
import { RemoteStartForm } from "./remote-start-form";
import { ResetForm } from "./reset-form";
import { TriggerMessageForm } from "./trigger-message-form";

/** Those with a button of their own. */
const HAS_BUTTON: ReadonlySet<string> = new Set(["get-base-report"]);

/** Every command that is not about one running session. */
export function CommandBar({ station }: { station: CommandedStation }) {
  const t = useTranslations("stations");
  const { stationId, evses } = station;
  const isOnline = station.presence === "online";
  return (
    <div className="mb-4 flex flex-wrap gap-2">
      {isOnline && (
        <>
          <RemoteStartForm
            stationId={stationId}
            evses={evses}
            trigger={<Button size="sm">{t("command.label.remote-start")}</Button>}
          />
          <ResetForm station={station} />
        </>
      )}
      <ChangeAvailabilityForm station={station} />
      {isOnline && <TriggerMessageForm station={station} />}
      {isOnline &&
        PLAIN_COMMANDS.filter((type) => !HAS_BUTTON.has(type)).map((type) => (
          <PlainCommandButton key={type} stationId={stationId} type={type} />
        ))}
      <ReadAllButton stationId={stationId} ocppVersion={station.ocppVersion} />
      <GetVariablesForm station={station} />
    </div>
  );
}
