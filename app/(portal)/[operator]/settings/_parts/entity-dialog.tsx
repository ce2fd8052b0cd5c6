"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { Form } from "@/app/_ui/fields/form";
import { TextField } from "@/app/_ui/fields/text-field";
import { toast } from "@/app/_ui/feedback/toast";
import { typedText } from "@/app/_ui/fields/typed-text";
import { formRefusal } from "../../_parts/form-refusal";
import { AddressFields } from "./address-fields";

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
  const labels = useTranslations("labels");
  const router = useRouter();
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const save = useMutation(
    trpc.operators.saveLegalEntity.mutationOptions({
      onSuccess: () => {
        toast.done(t("saved"));
        setOpen(false);
        router.refresh();
      },
    }),
  );
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
  const form = entity === null ? "new-entity" : `entity-${entity.id}`;
  return (
    <Dialog
      wide
      title={entity === null ? t("addEntity") : entity.name}
      open={isOpen}
      onOpenChange={(next) => {
        save.reset();
        setOpen(next);
      }}
      trigger={
        <Button size="sm" variant={entity === null ? "primary" : "quiet"}>
          {entity === null ? t("addEntity") : labels("edit")}
        </Button>
      }
      footer={
        <Button type="submit" form={form} variant="primary" pending={save.isPending}>
          {labels("save")}
        </Button>
      }
    >
      <Form id={form} onSubmit={submit} {...formRefusal(save.error)} className="grid gap-4 sm:grid-cols-2">
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
      </Form>
    </Dialog>
  );
}
