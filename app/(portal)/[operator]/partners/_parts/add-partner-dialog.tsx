"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
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
import { AddressFields, addressIn, SellerField, TermsField } from "../../_parts/holder/account-fields";
import type { Seller } from "../../_parts/holder/holder-types";

/** A provider with the account its invoices go to. */
export function AddPartnerDialog({ operator, sellers }: { operator: string; sellers: readonly Seller[] }) {
  const t = useTranslations("partners");
  const router = useRouter();
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const add = useMutation(
    trpc.partners.add.mutationOptions({
      onSuccess: ({ partnerId }, { name }) => {
        toast.done(t("added", { name }));
        setOpen(false);
        router.push(`/${operator}/partners/${partnerId}`);
      },
    }),
  );
  const refusal = formRefusal(add.error);

  function submit(data: FormData) {
    const text = typedText(data);
    add.mutate({
      name: text("name"),
      email: text("email"),
      countryCode: text("countryCode"),
      partyId: text("partyId"),
      legalEntityId: text("legalEntityId"),
      paymentTermsDays: Number(text("paymentTermsDays")),
      ...addressIn(data),
    });
  }

  return (
    <Dialog
      wide
      title={t("addTitle")}
      description={t("addHint")}
      open={isOpen}
      onOpenChange={(next) => {
        add.reset();
        setOpen(next);
      }}
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden />}>
          {t("add")}
        </Button>
      }
      footer={
        <Button type="submit" form="add-partner" variant="primary" pending={add.isPending}>
          {t("add")}
        </Button>
      }
    >
      <Form
        id="add-partner"
        onSubmit={submit}
        errors={refusal.errors}
        problem={refusal.problem}
        className="grid gap-4 sm:grid-cols-2"
      >
        <PartyFields />
        <SellerField sellers={sellers} />
        <AddressFields of={null} />
        <TermsField days={30} />
      </Form>
    </Dialog>
  );
}

function PartyFields() {
  const t = useTranslations("partners");
  const field = useTranslations("drivers.field");
  return (
    <>
      <TextField name="name" label={field("name")} autoComplete="off" />
      <TextField name="email" type="email" label={field("billingEmail")} autoComplete="off" />
      <TextField
        name="countryCode"
        label={t("countryCode")}
        hint={field("countryHint")}
        maxLength={2}
        pattern="[A-Za-z]{2}"
        autoComplete="off"
        mono
      />
      <TextField
        name="partyId"
        label={t("partyId")}
        hint={t("partyIdHint")}
        maxLength={3}
        pattern="[A-Za-z0-9]{3}"
        autoComplete="off"
        mono
      />
    </>
  );
}
