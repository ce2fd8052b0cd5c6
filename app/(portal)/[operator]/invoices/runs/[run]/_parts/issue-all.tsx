"use client";

import { useMutation } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/feedback/toast";

/**
 * Issues every draft of the run in one transaction; the page beside it says what that means, so it
 * does not ask twice.
 */
export function IssueAll({ periodId, count }: { periodId: string; count: number }) {
  const t = useTranslations("invoices.runPage");
  const router = useRouter();
  const trpc = useTRPC();
  const issue = useMutation(
    trpc.billing.issueRun.mutationOptions({
      onSuccess: (issued) => {
        toast.done(t("issued", { count: issued.length }));
        router.refresh();
      },
      onError: (error) => {
        toast.failed(errorFacts(error).message);
        router.refresh();
      },
    }),
  );
  return (
    <Button
      variant="primary"
      icon={<Send aria-hidden />}
      pending={issue.isPending || issue.isSuccess}
      onClick={() => issue.mutate({ periodId })}
    >
      {t("issueAll", { count })}
    </Button>
  );
}
