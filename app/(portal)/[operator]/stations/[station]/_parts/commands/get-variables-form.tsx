"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { TextField } from "@/app/_ui/fields/text-field";
import { typedText } from "@/app/_ui/fields/typed-text";
import type { CommandedStation } from "./commanded-station";
import { CommandDialog } from "./command-dialog";

/** GetVariables (1.6 GetConfiguration): reads one variable. */
export function GetVariablesForm({ station }: { station: CommandedStation }) {
  const t = useTranslations("stations.command");
  const isOld = station.ocppVersion === "1.6";
  return (
    <CommandDialog
      stationId={station.stationId}
      title={t("readTitle")}
      trigger={
        <Button size="sm" variant="quiet">
          {t("readOne")}
        </Button>
      }
      input={(data) => ({
        type: "get-variables",
        variables: [
          {
            component: isOld ? "" : typedText(data)("component"),
            instance: null,
            evse: null,
            variable: typedText(data)("variable"),
          },
        ],
      })}
    >
      {!isOld && <TextField name="component" label={t("component")} mono placeholder="OCPPCommCtrlr" />}
      <TextField
        name="variable"
        label={t(isOld ? "key" : "variable")}
        mono
        placeholder={isOld ? "MeterValueSampleInterval" : "HeartbeatInterval"}
      />
    </CommandDialog>
  );
}
