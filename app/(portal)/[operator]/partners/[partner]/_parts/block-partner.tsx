"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { toast } from "@/app/_ui/feedback/toast";

/** Blocks a partner with all its tokens, or sets free. */
export function BlockPartner({ partnerId, name, isActive }: { partnerId: string; name: string; isActive: boolean }) {
  const t = useTranslations("partners");
  const router = useRouter();
  const trpc = useTRPC();
  const set = useMutation(
    trpc.partners.setActive.mutationOptions({
      onSuccess: (_, requested) => {
        toast.done(t(requested.isActive ? "unblocked" : "blocked", { name }));
        router.refresh();
      },
    }),
  );
  if (!isActive) {
    const findingText = { onError: (error: unknown) => toast.failed(errorFacts(error).message) };
    return (
      <Button pending={set.isPending} onClick={() => set.mutate({ partnerId, isActive: true }, findingText)}>
        {t("unblock")}
      </Button>
    );
  }
  return (
    <ConfirmDialog
      danger
      title={t("blockTitle", { name })}
      action={t("block")}
      trigger={<Button>{t("block")}</Button>}
      onConfirm={() => set.mutateAsync({ partnerId, isActive: false })}
    >
      {t("blockText")}
    </ConfirmDialog>
  );
}
