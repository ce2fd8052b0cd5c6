"use client";

import { useMutation } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { Form } from "@/app/_ui/fields/form";
import { RadioGroup } from "@/app/_ui/fields/radio-group";
import { TextareaField } from "@/app/_ui/fields/textarea-field";
import { toast } from "@/app/_ui/feedback/toast";
import { typedText } from "@/app/_ui/fields/typed-text";
import { formRefusal } from "../../../_parts/form-refusal";

/** Takes back the whole invoice by a credit note; its sessions are billed again or waived. */
export function CreditDialog({ operator, invoiceId, number }: { operator: string; invoiceId: string; number: string }) {
  const t = useTranslations("invoices.act");
  const router = useRouter();
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const [rebill, setRebill] = useState<"yes" | "no">("yes");
  const credit = useMutation(
    trpc.billing.credit.mutationOptions({
      onSuccess: ({ creditNoteId, number: made, refundBy }) => {
        toast.done(t("credited", { number: made }), { description: t(`refund.${refundBy}`) });
        setOpen(false);
        router.push(`/${operator}/invoices/${creditNoteId}`);
      },
    }),
  );
  const { errors, problem } = formRefusal(credit.error);
  return (
    <Dialog
      title={t("creditTitle", { number })}
      description={t("creditHint")}
      open={isOpen}
      onOpenChange={(next) => {
        credit.reset();
        setOpen(next);
      }}
      trigger={<Button icon={<Undo2 aria-hidden />}>{t("credit")}</Button>}
      footer={
        <Button type="submit" form="credit" variant="danger" pending={credit.isPending}>
          {t("credit")}
        </Button>
      }
    >
      <Form
        id="credit"
        onSubmit={(data) => credit.mutate({ invoiceId, reason: typedText(data)("reason"), rebill: rebill === "yes" })}
        errors={errors}
        problem={problem}
        className="grid gap-4"
      >
        <TextareaField
          name="reason"
          label={t("creditReason")}
          hint={t("creditReasonHint")}
          maxLength={300}
          minLength={3}
          rows={2}
        />
        <RadioGroup
          label={t("rebill")}
          value={rebill}
          onValueChange={setRebill}
          choices={[
            { value: "yes", label: t("rebillYes"), hint: t("rebillYesHint") },
            { value: "no", label: t("rebillNo"), hint: t("rebillNoHint") },
          ]}
        />
      </Form>
    </Dialog>
  );
}
