"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/feedback/toast";
import { ReasonDialog } from "../../../_parts/reason-dialog";

/** Closes the differences of a document that are open, once somebody has dealt with the money. */
export function CloseDifferenceDialog({ invoiceId, count }: { invoiceId: string; count: number }) {
  const t = useTranslations("labels.finding");
  const labels = useTranslations("invoices.finding");
  const router = useRouter();
  const close = useMutation(useTRPC().billing.closeDifference.mutationOptions());
  return (
    <ReasonDialog
      title={t("closeTitle")}
      description={labels("closeText", { count })}
      action={t("close")}
      trigger={
        <Button variant="quiet" size="sm">
          {t("close")}
        </Button>
      }
      error={close.error}
      isPending={close.isPending}
      onSubmit={async (note) => {
        await close.mutateAsync({ invoiceId, note });
        toast.done(t("closed"));
        router.refresh();
      }}
    />
  );
}
