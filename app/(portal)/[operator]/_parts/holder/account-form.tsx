"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "use-intl/react";
import { countryName } from "@/app/_i18n/country-name";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Form } from "@/app/_ui/fields/form";
import { KeyValueList } from "@/app/_ui/layout/key-value-list";
import { TextField } from "@/app/_ui/fields/text-field";
import { toast } from "@/app/_ui/feedback/toast";
import { typedText } from "@/app/_ui/fields/typed-text";
import { formRefusal } from "../form-refusal";
import { AddressFields, addressIn, TermsField } from "./account-fields";
import type { Account, Holder } from "./holder-types";

/** Who a holder's invoices are for. Without the right to change it, the same facts to read. */
export function AccountForm({ holder, account, mayChange }: { holder: Holder; account: Account; mayChange: boolean }) {
  const t = useTranslations("drivers");
  const labels = useTranslations("labels");
  const router = useRouter();
  const trpc = useTRPC();
  const saved = {
    onSuccess: () => {
      toast.done(t("saved"));
      router.refresh();
    },
  };
  const ofDriver = useMutation(trpc.drivers.updateAccount.mutationOptions(saved));
  const ofPartner = useMutation(trpc.partners.update.mutationOptions(saved));
  const mine = holder.kind === "driver" ? ofDriver : ofPartner;
  const { errors, problem } = formRefusal(mine.error);

  function submit(data: FormData) {
    const text = typedText(data);
    const facts = {
      name: text("name"),
      email: text("email"),
      paymentTermsDays: Number(text("paymentTermsDays")),
      ...addressIn(data),
    };
    if (holder.kind === "driver") ofDriver.mutate({ driverId: holder.driverId, ...facts });
    else ofPartner.mutate({ partnerId: holder.partnerId, ...facts });
  }

  if (!mayChange) return <AccountFacts account={account} />;
  return (
    <Form onSubmit={submit} errors={errors} problem={problem} className="grid max-w-160 gap-4 sm:grid-cols-2">
      <TextField name="name" label={t("field.billingName")} defaultValue={account.name} />
      <TextField name="email" type="email" label={t("field.billingEmail")} defaultValue={account.email} />
      <AddressFields of={account} />
      <TermsField days={account.paymentTermsDays} />
      <div className="self-end sm:col-span-2">
        <Button type="submit" variant="primary" pending={mine.isPending}>
          {labels("save")}
        </Button>
      </div>
    </Form>
  );
}

function AccountFacts({ account }: { account: Account }) {
  const t = useTranslations("drivers");
  const country = countryName(account.country, useLocale());
  const place = [account.postalCode, account.city].filter(Boolean).join(" ");
  return (
    <KeyValueList
      columns={2}
      items={[
        { label: t("field.billingName"), value: account.name },
        { label: t("field.billingEmail"), value: account.email },
        { label: t("field.street"), value: account.street },
        { label: t("field.city"), value: place === "" ? null : place },
        { label: t("field.country"), value: country },
        { label: t("field.vatId"), value: account.vatId },
        { label: t("field.language"), value: t(`languages.${account.locale}`) },
        { label: t("field.terms"), value: `${account.paymentTermsDays} ${t("field.days")}` },
      ]}
    />
  );
}
