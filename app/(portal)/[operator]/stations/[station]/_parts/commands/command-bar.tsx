"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { RadioGroup } from "@/app/_ui/fields/radio-group";
import { SelectField } from "@/app/_ui/fields/select";
import { TextField } from "@/app/_ui/fields/text-field";
import { typedText } from "@/app/_ui/fields/typed-text";
import type { Presence } from "../../../_parts/station-types";
import { CommandDialog } from "./command-dialog";
import { ReadAllButton } from "./read-all-button";
import { StartDialog } from "./remote-start-form";

export type Commanded = {
  readonly stationId: string;
  readonly name: string;
  readonly presence: Presence;
  readonly ocppVersion: string | null;
  readonly evses: readonly number[];
};

const MESSAGES = ["boot", "heartbeat", "status", "meter-values"] as const;

/** Every command that is not about one running session. What the station's OCPP version has no word for is left out. */
export function CommandBar({ station }: { station: Commanded }) {
  const t = useTranslations("stations");
  const { stationId, evses } = station;
  const isOnline = station.presence === "online";
  return (
    <div className="mb-4 flex flex-wrap gap-2">
      {isOnline && (
        <>
          <StartDialog
            stationId={stationId}
            evses={evses}
            trigger={<Button size="sm">{t("command.label.remote-start")}</Button>}
          />
          <ResetDialog station={station} />
        </>
      )}
      <AvailabilityDialog station={station} />
      {isOnline && <TriggerDialog station={station} />}
      <ReadAllButton stationId={stationId} ocppVersion={station.ocppVersion} />
      <ReadOneDialog station={station} />
    </div>
  );
}

function ResetDialog({ station }: { station: Commanded }) {
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

function AvailabilityDialog({ station }: { station: Commanded }) {
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

function TriggerDialog({ station }: { station: Commanded }) {
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

function ReadOneDialog({ station }: { station: Commanded }) {
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

function EvseField({ evses }: { evses: readonly number[] }) {
  const t = useTranslations("stations.command");
  return (
    <SelectField
      name="evse"
      label={t("evse")}
      defaultValue="0"
      choices={[
        { value: "0", label: t("wholeStation") },
        ...evses.map((number) => ({ value: String(number), label: String(number) })),
      ]}
    />
  );
}
