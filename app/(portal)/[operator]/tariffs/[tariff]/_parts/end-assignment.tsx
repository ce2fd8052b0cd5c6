"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { toast } from "@/app/_ui/feedback/toast";

export function EndAssignment({ assignmentId }: { assignmentId: string }) {
  const t = useTranslations("tariffs");
  const router = useRouter();
  const end = useMutation(useTRPC().tariffs.endAssignment.mutationOptions());
  return (
    <ConfirmDialog
      danger
      title={t("endAssignmentTitle")}
      action={t("endAssignment")}
      trigger={
        <Button size="sm" variant="quiet">
          {t("endAssignment")}
        </Button>
      }
      onConfirm={async () => {
        await end.mutateAsync({ assignmentId });
        toast.done(t("ended"));
        router.refresh();
      }}
    >
      {t("endAssignmentText")}
    </ConfirmDialog>
  );
}
