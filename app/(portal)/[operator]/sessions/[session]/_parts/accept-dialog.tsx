"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/feedback/toast";
import { ReasonDialog } from "../../../_parts/reason-dialog";

/** Lets a held session pass, with a reason. */
export function AcceptDialog({ sessionId }: { sessionId: string }) {
  const t = useTranslations("sessions");
  const router = useRouter();
  const accept = useMutation(useTRPC().sessions.acceptHold.mutationOptions());
  return (
    <ReasonDialog
      title={t("acceptTitle")}
      description={t("acceptText")}
      action={t("accept")}
      trigger={
        <Button variant="primary" size="sm">
          {t("accept")}
        </Button>
      }
      error={accept.error}
      isPending={accept.isPending}
      onSubmit={async (note) => {
        await accept.mutateAsync({ sessionId, note });
        toast.done(t("accepted"));
        router.refresh();
      }}
    />
  );
}
