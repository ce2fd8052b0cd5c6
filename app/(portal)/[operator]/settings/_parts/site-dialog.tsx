"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { SelectField } from "@/app/_ui/fields/select";
import { TextField } from "@/app/_ui/fields/text-field";
import { typedText } from "@/app/_ui/fields/typed-text";
import { AddressFields } from "./address-fields";
import { SaveDialog, useSaveDialog } from "./save-dialog";

export type Site = {
  readonly id: string;
  readonly legalEntityId: string;
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  readonly timeZone: string;
  readonly latitude: string | null;
  readonly longitude: string | null;
};

type Props = {
  readonly site: Site | null;
  readonly entities: readonly { readonly id: string; readonly name: string }[];
};

/** A place with chargers. Its zone decides when a tariff's time windows begin and end. */
export function SiteDialog({ site, entities }: Props) {
  const t = useTranslations("settings");
  const labels = useTranslations("labels");
  const trpc = useTRPC();
  const dialog = useSaveDialog();
  const save = useMutation(trpc.operators.saveSite.mutationOptions({ onSuccess: dialog.onSuccess }));
  const submit = (data: FormData): void => {
    const text = typedText(data);
    save.mutate({
      siteId: site?.id ?? null,
      legalEntityId: text("legalEntityId"),
      name: text("name"),
      street: text("street"),
      postalCode: text("postalCode"),
      city: text("city"),
      country: text("country").toUpperCase(),
      timeZone: text("timeZone"),
      latitude: text("latitude") || null,
      longitude: text("longitude") || null,
    });
  };
  return (
    <SaveDialog
      dialog={dialog}
      form={site === null ? "new-site" : `site-${site.id}`}
      title={site?.name ?? t("addSite")}
      trigger={site === null ? t("addSite") : null}
      save={save}
      onSubmit={submit}
    >
      <TextField name="name" label={labels("name")} defaultValue={site?.name} />
      <SelectField
        name="legalEntityId"
        label={t("sellingEntity")}
        defaultValue={site?.legalEntityId ?? entities[0]?.id}
        choices={entities.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <AddressFields of={site} />
      <TextField
        name="timeZone"
        label={t("timeZone")}
        hint={t("siteZoneHint")}
        defaultValue={site?.timeZone ?? "Europe/Lisbon"}
      />
      <div className="grid grid-cols-2 gap-3">
        <TextField
          name="latitude"
          label={t("latitude")}
          inputMode="decimal"
          defaultValue={site?.latitude ?? undefined}
          optional
        />
        <TextField
          name="longitude"
          label={t("longitude")}
          inputMode="decimal"
          defaultValue={site?.longitude ?? undefined}
          optional
        />
      </div>
    </SaveDialog>
  );
}
