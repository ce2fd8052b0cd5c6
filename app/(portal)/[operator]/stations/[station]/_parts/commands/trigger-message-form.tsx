"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { SelectField } from "@/app/_ui/fields/select";
import { typedText } from "@/app/_ui/fields/typed-text";
import { TRIGGERABLE_MESSAGES, type TriggerableMessage } from "@/server/domain/station/command";
import type { CommandedStation } from "./commanded-station";
import { CommandDialog } from "./command-dialog";
import { EvseField } from "./evse-field";

const MESSAGES = Object.keys(TRIGGERABLE_MESSAGES) as readonly TriggerableMessage[];

/** TriggerMessage: requests one message of the station, or of one EVSE. */
export function TriggerMessageForm({ station }: { station: CommandedStation }) {
  const t = useTranslations("stations.command");
  return (
    <CommandDialog
      stationId={station.stationId}
      title={t("label.trigger-message")}
      trigger={<Button size="sm">{t("label.trigger-message")}</Button>}
      input={(data) => {
        const evse = Number(typedText(data)("evse"));
        const message = MESSAGES.find((known) => known === typedText(data)("message")) ?? "status";
        return { type: "trigger-message", message, evse: evse === 0 ? null : evse };
      }}
    >
      <SelectField
        name="message"
        label={t("message")}
        defaultValue="status"
        choices={MESSAGES.map((value) => ({ value, label: t(`messages.${value}`) }))}
      />
      <EvseField evses={station.evses} />
    </CommandDialog>
  );
}
