"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Checkbox } from "@/app/_ui/fields/checkbox";
import { ComboboxField } from "@/app/_ui/fields/combobox";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { Form } from "@/app/_ui/fields/form";
import { TextField } from "@/app/_ui/fields/text-field";
import { toast } from "@/app/_ui/feedback/toast";
import { typedText } from "@/app/_ui/fields/typed-text";
import { formRefusal } from "../../../_parts/form-refusal";
import { EvseFields, evsesIn } from "../../_parts/evse-fields";
import type { SiteBranch, StationDetail } from "../../_parts/station-types";

/** Changes a station's name, site, EVSEs and how it is read. */
export function EditDialog({ station, sites }: { station: StationDetail; sites: readonly SiteBranch[] }) {
  const t = useTranslations("stations");
  const labels = useTranslations("labels");
  const trpc = useTRPC();
  const router = useRouter();
  const id = useId();
  const [open, setOpen] = useState(false);
  const update = useMutation(
    trpc.stations.update.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        toast.done(t("form.saved"));
        router.refresh();
      },
    }),
  );
  const choices = sites.map(({ siteId, name, city }) => ({ value: siteId, label: name, hint: city }));
  return (
    <Dialog
      title={t("form.editTitle")}
      open={open}
      onOpenChange={(next) => {
        update.reset();
        setOpen(next);
      }}
      trigger={<Button size="sm">{t("form.edit")}</Button>}
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{labels("cancel")}</Button>
          <Button type="submit" form={id} variant="primary" pending={update.isPending}>
            {labels("save")}
          </Button>
        </>
      }
    >
      <Form
        id={id}
        {...formRefusal(update.error)}
        className="grid gap-4"
        onSubmit={(data) =>
          update.mutate({
            stationId: station.stationId,
            siteId: typedText(data)("siteId"),
            name: typedText(data)("name"),
            evses: [...evsesIn(data)],
            schemaMode: data.has("isStrict") ? "strict" : "tolerant",
            isTest: data.has("isTest"),
          })
        }
      >
        <TextField name="name" label={t("form.name")} defaultValue={station.name} maxLength={120} />
        <ComboboxField
          name="siteId"
          label={t("site")}
          choices={choices}
          defaultValue={choices.find(({ value }) => value === station.siteId) ?? null}
        />
        <EvseFields
          initial={station.evses.map(({ kind, maxPowerW }) => ({
            kind,
            kilowatts: maxPowerW === null ? "" : String(maxPowerW / 1000),
          }))}
        />
        <Checkbox
          name="isStrict"
          label={t("form.strict")}
          hint={t("form.strictHint")}
          defaultChecked={station.schemaMode === "strict"}
        />
        <Checkbox name="isTest" label={t("form.isTest")} hint={t("form.isTestHint")} defaultChecked={station.isTest} />
      </Form>
    </Dialog>
  );
}
