"use client";

import { useMutation } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/feedback/toast";

type What =
  | { readonly what: "email"; readonly deliveryId: string }
  | { readonly what: "stripe"; readonly operationId: string }
  | { readonly what: "document"; readonly invoiceId: string };

/** Tries again what failed after the document was issued. */
export function RetryButton({ what, label }: { what: What; label?: string }) {
  const t = useTranslations("invoices.act");
  const router = useRouter();
  const trpc = useTRPC();
  const retry = useMutation(
    trpc.billing.retry.mutationOptions({
      onSuccess: () => {
        toast.done(t("retried"));
        router.refresh();
      },
      onError: (error) => toast.failed(errorFacts(error).message),
    }),
  );
  return (
    <Button size="sm" icon={<RotateCw aria-hidden />} pending={retry.isPending} onClick={() => retry.mutate(what)}>
      {label ?? t("retry")}
    </Button>
  );
}
