"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { TextField } from "@/app/_ui/fields/text-field";
import { typedText } from "@/app/_ui/fields/typed-text";
import { AddressFields } from "./address-fields";
import { SaveDialog, useSaveDialog } from "./save-dialog";

export type Entity = {
  readonly id: string;
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  readonly vatId: string | null;
  readonly email: string;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly currency: string;
  readonly timeZone: string;
  readonly paymentTermsDays: number;
  readonly seriesCode: string;
};

/**
 * A company that sells and issues documents. What is changed here appears on documents issued from
 * now on.
 */
export function EntityDialog({ entity }: { readonly entity: Entity | null }) {
  const t = useTranslations("settings");
  const trpc = useTRPC();
  const dialog = useSaveDialog();
  const save = useMutation(trpc.operators.saveLegalEntity.mutationOptions({ onSuccess: dialog.onSuccess }));
  const submit = (data: FormData): void => {
    const text = typedText(data);
    save.mutate({
      legalEntityId: entity?.id ?? null,
      name: text("name"),
      street: text("street"),
      postalCode: text("postalCode"),
      city: text("city"),
      country: text("country").toUpperCase(),
      vatId: text("vatId"),
      email: text("email"),
      iban: text("iban"),
      bic: text("bic"),
      currency: text("currency").toUpperCase(),
      timeZone: text("timeZone"),
      paymentTermsDays: Number(text("paymentTermsDays")),
      seriesCode: text("seriesCode").toUpperCase() || null,
    });
  };
  return (
    <SaveDialog
      dialog={dialog}
      form={entity === null ? "new-entity" : `entity-${entity.id}`}
      title={entity?.name ?? t("addEntity")}
      trigger={entity === null ? t("addEntity") : null}
      save={save}
      onSubmit={submit}
    >
      <TextField name="name" label={t("legalName")} defaultValue={entity?.name} />
      <TextField name="vatId" label={t("vatId")} defaultValue={entity?.vatId ?? undefined} optional />
      <AddressFields of={entity} />
      <TextField name="email" type="email" label={t("billingEmail")} defaultValue={entity?.email} />
      <TextField name="iban" label="IBAN" defaultValue={entity?.iban ?? undefined} optional mono />
      <TextField name="bic" label="BIC" defaultValue={entity?.bic ?? undefined} optional mono />
      <TextField name="currency" label={t("currency")} defaultValue={entity?.currency ?? "EUR"} maxLength={3} />
      <TextField name="timeZone" label={t("timeZone")} defaultValue={entity?.timeZone ?? "Europe/Lisbon"} />
      <TextField
        name="paymentTermsDays"
        label={t("paymentTerms")}
        suffix={t("days")}
        inputMode="numeric"
        pattern="\d{1,3}"
        defaultValue={String(entity?.paymentTermsDays ?? 14)}
      />
      <TextField
        name="seriesCode"
        label={t("seriesCode")}
        hint={t("seriesCodeHint")}
        pattern="[A-Za-z0-9]{2,6}"
        maxLength={6}
        defaultValue={entity?.seriesCode}
        optional
        mono
      />
    </SaveDialog>
  );
}
