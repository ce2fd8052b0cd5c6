"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/feedback/toast";
import { ReasonDialog } from "../../../_parts/reason-dialog";

/** Closes a finding that holds nothing, with a reason. */
export function DismissDialog({ findingId }: { findingId: string }) {
  const t = useTranslations("labels.finding");
  const router = useRouter();
  const dismiss = useMutation(useTRPC().sessions.dismissFinding.mutationOptions());
  return (
    <ReasonDialog
      title={t("closeTitle")}
      action={t("close")}
      trigger={
        <Button variant="quiet" size="sm">
          {t("close")}
        </Button>
      }
      error={dismiss.error}
      isPending={dismiss.isPending}
      onSubmit={async (note) => {
        await dismiss.mutateAsync({ findingId, note });
        toast.done(t("closed"));
        router.refresh();
      }}
    />
  );
}
