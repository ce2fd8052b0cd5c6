"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { toast } from "@/app/_ui/feedback/toast";

/** Blocks the driver with all tokens, or sets free. */
export function BlockDriver({ driverId, isActive }: { driverId: string; isActive: boolean }) {
  const t = useTranslations("drivers");
  const router = useRouter();
  const trpc = useTRPC();
  const set = useMutation(
    trpc.drivers.setActive.mutationOptions({
      onSuccess: ({ changed }, requested) => {
        toast.done(t(requested.isActive ? "unblocked" : "blocked", { count: changed }));
        router.refresh();
      },
    }),
  );
  if (!isActive) {
    return (
      <Button
        pending={set.isPending}
        onClick={() =>
          set.mutate(
            { driverIds: [driverId], isActive: true },
            { onError: (error) => toast.failed(errorFacts(error).message) },
          )
        }
      >
        {t("unblock")}
      </Button>
    );
  }
  return (
    <ConfirmDialog
      danger
      title={t("blockTitle", { count: 1 })}
      action={t("block")}
      trigger={<Button>{t("block")}</Button>}
      onConfirm={() => set.mutateAsync({ driverIds: [driverId], isActive: false })}
    >
      {t("blockText")}
    </ConfirmDialog>
  );
}
