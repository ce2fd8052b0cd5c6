"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { RadioGroup } from "@/app/_ui/fields/radio-group";
import { typedText } from "@/app/_ui/fields/typed-text";
import type { CommandedStation } from "./commanded-station";
import { CommandDialog } from "./command-dialog";
import { EvseField } from "./evse-field";

/** ChangeAvailability: the whole station or one EVSE, in or out of service. */
export function ChangeAvailabilityForm({ station }: { station: CommandedStation }) {
  const t = useTranslations("stations.command");
  return (
    <CommandDialog
      stationId={station.stationId}
      title={t("label.change-availability")}
      description={t("availabilityHint")}
      trigger={<Button size="sm">{t("label.change-availability")}</Button>}
      input={(data) => ({
        type: "change-availability",
        evse: Number(typedText(data)("evse")),
        operative: typedText(data)("operative") === "yes",
      })}
    >
      <EvseField evses={station.evses} />
      <RadioGroup
        name="operative"
        label={t("availability")}
        defaultValue="no"
        choices={[
          { value: "yes", label: t("operative") },
          { value: "no", label: t("inoperative") },
        ]}
      />
    </CommandDialog>
  );
}
