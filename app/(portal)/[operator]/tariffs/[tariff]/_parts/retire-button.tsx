"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { toast } from "@/app/_ui/feedback/toast";

export function RetireButton({ tariffId, name }: { tariffId: string; name: string }) {
  const t = useTranslations("tariffs");
  const router = useRouter();
  const retire = useMutation(useTRPC().tariffs.retire.mutationOptions());
  return (
    <ConfirmDialog
      danger
      title={t("retireTitle", { name })}
      action={t("retire")}
      trigger={<Button variant="quiet">{t("retire")}</Button>}
      onConfirm={async () => {
        await retire.mutateAsync({ tariffId });
        toast.done(t("retired"));
        router.refresh();
      }}
    >
      {t("retireText")}
    </ConfirmDialog>
  );
}
