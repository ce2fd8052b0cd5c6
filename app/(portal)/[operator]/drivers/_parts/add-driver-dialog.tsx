"use client";

import { useMutation } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
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
import { AddressFields, addressIn, SellerField } from "../../_parts/holder/account-fields";
import type { Seller } from "../../_parts/holder/holder-types";

/** A person, their account and a first token in one go; then their page. */
export function AddDriverDialog({ operator, sellers }: { operator: string; sellers: readonly Seller[] }) {
  const t = useTranslations("drivers");
  const router = useRouter();
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const add = useMutation(
    trpc.drivers.add.mutationOptions({
      onSuccess: ({ driverId }, { name }) => {
        toast.done(t("added", { name }));
        setOpen(false);
        router.push(`/${operator}/drivers/${driverId}`);
      },
    }),
  );
  const { errors, problem } = formRefusal(add.error);

  function submit(data: FormData) {
    const text = typedText(data);
    const uid = text("uid");
    add.mutate({
      name: text("name"),
      email: text("email"),
      phone: text("phone"),
      legalEntityId: text("legalEntityId"),
      token: uid === "" ? null : { uid, label: null },
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
        <Button variant="primary" icon={<UserPlus aria-hidden />}>
          {t("add")}
        </Button>
      }
      footer={
        <Button type="submit" form="add-driver" variant="primary" pending={add.isPending}>
          {t("add")}
        </Button>
      }
    >
      <Form id="add-driver" onSubmit={submit} errors={errors} problem={problem} className="grid gap-4 sm:grid-cols-2">
        <TextField name="name" label={t("field.name")} autoComplete="off" />
        <TextField name="email" type="email" label={t("field.email")} autoComplete="off" />
        <TextField name="phone" type="tel" label={t("field.phone")} autoComplete="off" optional />
        <TextField
          name="uid"
          label={t("field.uid")}
          hint={t("field.uidHint")}
          autoComplete="off"
          spellCheck={false}
          maxLength={255}
          mono
          optional
        />
        <SellerField sellers={sellers} />
        <AddressFields of={null} country={sellers[0]?.country} />
      </Form>
    </Dialog>
  );
}
