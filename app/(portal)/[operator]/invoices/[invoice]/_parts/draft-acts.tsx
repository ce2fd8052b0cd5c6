"use client";

import { useMutation } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { toast } from "@/app/_ui/feedback/toast";

/** Issue a draft, or throw it away; either is asked for once more. */
export function DraftActs({ operator, invoiceId, email }: { operator: string; invoiceId: string; email: string }) {
  const t = useTranslations("invoices.act");
  const router = useRouter();
  const trpc = useTRPC();
  const issue = useMutation(
    trpc.billing.issue.mutationOptions({
      onSuccess: ({ number }) => {
        toast.done(t("issued", { number }));
        router.refresh();
      },
    }),
  );
  const discard = useMutation(
    trpc.billing.discardDraft.mutationOptions({
      onSuccess: () => {
        toast.done(t("discarded"));
        router.push(`/${operator}/invoices`);
      },
    }),
  );
  return (
    <>
      <ConfirmDialog
        danger
        title={t("discardTitle")}
        action={t("discard")}
        trigger={<Button>{t("discard")}</Button>}
        onConfirm={() => discard.mutateAsync({ invoiceId })}
      >
        {t("discardText")}
      </ConfirmDialog>
      <ConfirmDialog
        title={t("issueTitle")}
        action={t("issue")}
        trigger={
          <Button variant="primary" icon={<Send aria-hidden />}>
            {t("issue")}
          </Button>
        }
        onConfirm={() => issue.mutateAsync({ invoiceId })}
      >
        {t("issueText", { email })}
      </ConfirmDialog>
    </>
  );
}
