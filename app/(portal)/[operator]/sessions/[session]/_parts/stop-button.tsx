"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleStop } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { toast } from "@/app/_ui/feedback/toast";

/** Asks the station to end the session; its progress then shows on the page. */
export function StopButton({ sessionId }: { sessionId: string }) {
  const t = useTranslations("sessions");
  const router = useRouter();
  const stop = useMutation(useTRPC().sessions.stop.mutationOptions());
  return (
    <ConfirmDialog
      danger
      title={t("stopTitle")}
      action={t("stop")}
      trigger={
        <Button variant="danger" icon={<CircleStop aria-hidden />}>
          {t("stop")}
        </Button>
      }
      onConfirm={async () => {
        await stop.mutateAsync({ sessionId });
        toast.note(t("stopRequested"));
        router.refresh();
      }}
    >
      {t("stopText")}
    </ConfirmDialog>
  );
}
