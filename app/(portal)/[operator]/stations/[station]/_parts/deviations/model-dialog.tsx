"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/feedback/toast";
import { Form } from "@/app/_ui/fields/form";
import { SelectField } from "@/app/_ui/fields/select";
import { TextField } from "@/app/_ui/fields/text-field";
import { typedText } from "@/app/_ui/fields/typed-text";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { CLOCKS, PINGS, REGISTER_MEANINGS } from "@/server/domain/station/model-profile";
import { formRefusal } from "../../../../_parts/form-refusal";
import type { OwnProfile } from "../../../_parts/station-types";

const UNSET = "unset";

/** Writes the operator's own profile of a model. */
export function ModelDialog({ profile, label }: { profile: OwnProfile; label: string }) {
  const t = useTranslations("deviations.model");
  const labels = useTranslations("labels");
  const trpc = useTRPC();
  const router = useRouter();
  const id = useId();
  const [open, setOpen] = useState(false);
  const save = useMutation(
    trpc.stations.saveModelProfile.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        toast.done(t("saved"));
        router.refresh();
      },
    }),
  );
  return (
    <Dialog
      title={t("dialogTitle")}
      description={t("dialogHint")}
      open={open}
      onOpenChange={(next) => {
        save.reset();
        setOpen(next);
      }}
      trigger={<Button size="sm">{label}</Button>}
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{labels("cancel")}</Button>
          <Button type="submit" form={id} variant="primary" pending={save.isPending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <Form id={id} {...formRefusal(save.error)} className="grid gap-4" onSubmit={(data) => save.mutate(inputOf(data))}>
        <TextField name="vendor" label={t("vendor")} defaultValue={profile.vendor} maxLength={100} />
        <TextField name="model" label={t("modelName")} defaultValue={profile.model} maxLength={100} required={false} />
        <TextField name="firmware" label={t("firmwareName")} defaultValue={profile.firmware} maxLength={100} optional />
        <SelectField
          name="registerMeaning"
          label={t("registerMeaning")}
          defaultValue={profile.registerMeaning ?? UNSET}
          choices={[
            { value: UNSET, label: t("unset") },
            ...REGISTER_MEANINGS.map((value) => ({ value, label: t(`registerMeanings.${value}`) })),
          ]}
        />
        <SelectField
          name="clock"
          label={t("clock")}
          defaultValue={profile.clock ?? UNSET}
          choices={[
            { value: UNSET, label: t("unset") },
            ...CLOCKS.map((value) => ({ value, label: t(`clocks.${value}`) })),
          ]}
        />
        <TextField
          name="silenceS"
          label={t("silence")}
          hint={t("silenceHint")}
          type="number"
          min={1}
          max={720}
          step={1}
          optional
          defaultValue={profile.silenceS === null ? "" : String(Math.round(profile.silenceS / 3600))}
        />
        <SelectField
          name="ping"
          label={t("ping")}
          defaultValue={profile.ping ?? UNSET}
          choices={[
            { value: UNSET, label: t("unset") },
            ...PINGS.map((value) => ({ value, label: t(`pings.${value}`) })),
          ]}
        />
        <TextField
          name="note"
          label={t("note")}
          hint={t("noteHint")}
          defaultValue={profile.note}
          maxLength={500}
          optional
        />
      </Form>
    </Dialog>
  );
}

function inputOf(data: FormData) {
  const text = typedText(data);
  const chosen = <Value extends string>(name: string, values: readonly Value[]): Value | null =>
    values.find((value) => value === text(name)) ?? null;
  const hours = text("silenceS");
  return {
    vendor: text("vendor"),
    model: text("model"),
    firmware: text("firmware"),
    registerMeaning: chosen("registerMeaning", REGISTER_MEANINGS),
    clock: chosen("clock", CLOCKS),
    silenceS: hours === "" ? null : Number(hours) * 3600,
    ping: chosen("ping", PINGS),
    note: text("note"),
  };
}
