"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { RadioGroup } from "@/app/_ui/fields/radio-group";
import { typedText } from "@/app/_ui/fields/typed-text";
import type { CommandedStation } from "./commanded-station";
import { CommandDialog } from "./command-dialog";

/** Reset: in good order, or at once. */
export function ResetForm({ station }: { station: CommandedStation }) {
  const t = useTranslations("stations.command");
  return (
    <CommandDialog
      stationId={station.stationId}
      title={t("resetTitle", { name: station.name })}
      trigger={<Button size="sm">{t("label.reset")}</Button>}
      input={(data) => ({ type: "reset", kind: typedText(data)("kind") === "hard" ? "hard" : "soft" })}
    >
      <RadioGroup
        name="kind"
        label={t("resetKind")}
        defaultValue="soft"
        choices={[
          { value: "soft", label: t("soft"), hint: t("softHint") },
          { value: "hard", label: t("hard"), hint: t("hardHint") },
        ]}
      />
    </CommandDialog>
  );
}
