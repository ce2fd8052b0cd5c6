"use client";

import { useMutation } from "@tanstack/react-query";
import { Landmark } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { DateField } from "@/app/_ui/fields/date-field";
import { DecimalField } from "@/app/_ui/fields/decimal-field";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { Form } from "@/app/_ui/fields/form";
import { TextField } from "@/app/_ui/fields/text-field";
import { toast } from "@/app/_ui/feedback/toast";
import { currencyExponent } from "@/server/domain/currency";
import { moneyToDecimal } from "@/server/domain/money";
import { typedText } from "@/app/_ui/fields/typed-text";
import { formRefusal } from "../../../_parts/form-refusal";

/** A bank transfer that finance saw on the statement. `today`: the issuer's calendar day. */
export function PayDialog({
  invoiceId,
  openMinor,
  currency,
  today,
}: {
  invoiceId: string;
  openMinor: bigint;
  currency: string;
  today: string;
}) {
  const t = useTranslations("invoices.act");
  const router = useRouter();
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const pay = useMutation(
    trpc.billing.recordPayment.mutationOptions({
      onSuccess: () => {
        toast.done(t("paid"));
        setOpen(false);
        router.refresh();
      },
    }),
  );
  const { errors, problem } = formRefusal(pay.error);
  function submit(data: FormData) {
    const text = typedText(data);
    pay.mutate({ invoiceId, amount: text("amount"), receivedOn: text("receivedOn"), reference: text("reference") });
  }
  return (
    <Dialog
      title={t("payTitle")}
      description={t("payHint")}
      open={isOpen}
      onOpenChange={(next) => {
        pay.reset();
        setOpen(next);
      }}
      trigger={<Button icon={<Landmark aria-hidden />}>{t("pay")}</Button>}
      footer={
        <Button type="submit" form="record-payment" variant="primary" pending={pay.isPending}>
          {t("pay")}
        </Button>
      }
    >
      <Form id="record-payment" onSubmit={submit} errors={errors} problem={problem} className="grid gap-4">
        <DateField name="receivedOn" label={t("payDate")} defaultValue={today} max={today} />
        <TextField
          name="reference"
          label={t("payReference")}
          hint={t("payReferenceHint")}
          maxLength={140}
          autoComplete="off"
        />
        <DecimalField
          name="amount"
          label={t("payAmount")}
          defaultValue={moneyToDecimal({ minor: openMinor, currency })}
          digits={currencyExponent(currency)}
          unit={currency}
        />
      </Form>
    </Dialog>
  );
}
