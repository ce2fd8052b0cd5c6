"use client";

import { useMutation } from "@tanstack/react-query";
import { CalendarCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "use-intl/react";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/feedback/toast";
import { monthName } from "../../../_parts/month-name";

/**
 * Closes what the preview shows and goes to the run. It makes drafts only, so it does not ask
 * twice.
 */
export function CloseButton({
  operator,
  legalEntityId,
  month,
  upToNow,
}: {
  operator: string;
  legalEntityId: string;
  month: string;
  upToNow: boolean;
}) {
  const t = useTranslations("invoices.close");
  const locale = useLocale();
  const router = useRouter();
  const trpc = useTRPC();
  const close = useMutation(
    trpc.billing.closePeriod.mutationOptions({
      onSuccess: ({ periodId }) => {
        if (periodId !== null) router.push(`/${operator}/invoices/runs/${periodId}`);
      },
      onError: (error) => toast.failed(errorFacts(error).message),
    }),
  );
  return (
    <Button
      variant="primary"
      icon={<CalendarCheck aria-hidden />}
      pending={close.isPending || close.isSuccess}
      onClick={() => close.mutate({ legalEntityId, month, upToNow })}
    >
      {t(upToNow ? "buttonNow" : "button", { month: monthName(month, locale) })}
    </Button>
  );
}
