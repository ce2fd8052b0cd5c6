"use client";

import { KeyRound, Trash2 } from "lucide-react";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { toast } from "@/app/_ui/feedback/toast";
import { CredentialPanel } from "../../_parts/credential-panel";

/** A new password, shown once; and removal while nothing hangs on the station. */
export function StationMenu(props: { base: string; stationId: string; name: string; mayRemove: boolean }) {
  const t = useTranslations("stations");
  const { base, stationId, name, mayRemove } = props;
  const trpc = useTRPC();
  const router = useRouter();
  const rotate = useMutation(trpc.stations.rotateCredential.mutationOptions());
  const remove = useMutation(trpc.stations.remove.mutationOptions());
  const made = rotate.data;

  async function removeNow() {
    await remove.mutateAsync({ stationId });
    toast.done(t("remove.done"));
    router.push(`${base}/stations`);
  }

  return (
    <>
      <ConfirmDialog
        title={t("credential.rotateTitle", { name })}
        action={t("credential.rotate")}
        trigger={
          <Button size="sm" icon={<KeyRound aria-hidden />}>
            {t("credential.rotate")}
          </Button>
        }
        onConfirm={() => rotate.mutateAsync({ stationId })}
      >
        {t("credential.rotateBody")}
      </ConfirmDialog>
      {mayRemove && (
        <ConfirmDialog
          title={t("remove.title", { name })}
          action={t("remove.action")}
          danger
          trigger={
            <Button size="sm" variant="quiet" icon={<Trash2 aria-hidden />}>
              {t("remove.action")}
            </Button>
          }
          onConfirm={removeNow}
        >
          {t("remove.body")}
        </ConfirmDialog>
      )}
      {made && (
        <Dialog
          open
          onOpenChange={(next) => {
            if (next) return;
            rotate.reset();
            router.refresh();
          }}
          title={t("credential.rotated", { identity: made.identity })}
        >
          <CredentialPanel address={made.address} identity={made.identity} password={made.password} />
        </Dialog>
      )}
    </>
  );
}
