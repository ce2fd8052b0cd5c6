"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/feedback/toast";
import { RadioGroup } from "@/app/_ui/fields/radio-group";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import type { StationDetail } from "../../_parts/station-types";

const CHOICES = ["accepted", "pending", "rejected"] as const;

/** Sets what the station's next BootNotification is answered. */
export function RegistrationDialog({
  station,
}: {
  station: Pick<StationDetail, "stationId" | "name" | "registration">;
}) {
  const t = useTranslations("stationAccess.registration");
  const trpc = useTRPC();
  const router = useRouter();
  const [chosen, setChosen] = useState(station.registration);
  const save = useMutation(trpc.stations.setRegistration.mutationOptions());

  async function saveNow() {
    await save.mutateAsync({ stationId: station.stationId, registration: chosen });
    toast.done(t("saved"));
    router.refresh();
  }

  return (
    <ConfirmDialog
      title={t("title", { name: station.name })}
      action={t("action")}
      trigger={<Button size="sm">{t("action")}</Button>}
      onConfirm={saveNow}
    >
      <RadioGroup
        label={t("label")}
        choices={CHOICES.map((value) => ({ value, label: t(`choice.${value}`) }))}
        value={chosen}
        onValueChange={setChosen}
      />
      <span className="mt-3 block text-sm text-muted">{t("hint")}</span>
    </ConfirmDialog>
  );
}
