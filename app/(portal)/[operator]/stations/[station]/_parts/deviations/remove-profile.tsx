"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";

/** Takes the operator's own profile of a model back. */
export function RemoveProfile({ profileId, model }: { profileId: string; model: string }) {
  const t = useTranslations("deviations.model");
  const trpc = useTRPC();
  const router = useRouter();
  const remove = useMutation(trpc.stations.removeModelProfile.mutationOptions({ onSuccess: () => router.refresh() }));
  return (
    <ConfirmDialog
      title={t("removeTitle", { model })}
      action={t("remove")}
      danger
      trigger={<Button size="sm">{t("remove")}</Button>}
      onConfirm={() => remove.mutateAsync({ profileId })}
    >
      {t("removeBody")}
    </ConfirmDialog>
  );
}
