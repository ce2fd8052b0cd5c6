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
import type { StationDetail } from "../../_parts/station-types";
import { RegistrationDialog } from "./registration-dialog";

/**
 * Its registration; a new password, sent or shown once; and removal while nothing hangs on the
 * station.
 */
export function StationMenu({ base, station }: { base: string; station: StationDetail }) {
  const t = useTranslations("stations");
  const access = useTranslations("stationAccess");
  const { stationId, name } = station;
  const trpc = useTRPC();
  const router = useRouter();
  const rotate = useMutation(trpc.stations.rotateCredential.mutationOptions());
  const remove = useMutation(trpc.stations.remove.mutationOptions());
  const revoke = useMutation(trpc.stations.revokeCredential.mutationOptions());
  const made = revoke.data;

  async function rotateNow() {
    await rotate.mutateAsync({ stationId });
    toast.done(access("rotate.done"));
    router.refresh();
  }

  async function removeNow() {
    await remove.mutateAsync({ stationId });
    toast.done(t("remove.done"));
    router.push(`${base}/stations`);
  }

  return (
    <>
      <RegistrationDialog station={station} />
      {station.presence === "online" && (
        <ConfirmDialog
          title={access("rotate.title", { name })}
          action={access("rotate.action")}
          trigger={
            <Button size="sm" icon={<KeyRound aria-hidden />}>
              {access("rotate.action")}
            </Button>
          }
          onConfirm={rotateNow}
        >
          {access("rotate.body")}
        </ConfirmDialog>
      )}
      <ConfirmDialog
        title={access("revoke.title", { name })}
        action={access("revoke.action")}
        danger
        trigger={
          <Button size="sm" icon={<KeyRound aria-hidden />}>
            {access("revoke.action")}
          </Button>
        }
        onConfirm={() => revoke.mutateAsync({ stationId })}
      >
        {access("revoke.body")}
      </ConfirmDialog>
      {station.isUnused && (
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
            revoke.reset();
            router.refresh();
          }}
          title={access("revoke.done", { identity: made.identity })}
        >
          <CredentialPanel address={made.address} identity={made.identity} password={made.password} />
        </Dialog>
      )}
    </>
  );
}
