"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import type { Choice } from "@/app/_ui/fields/choice";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { Form } from "@/app/_ui/fields/form";
import { SelectField } from "@/app/_ui/fields/select";
import { toast } from "@/app/_ui/feedback/toast";

const NOW = "now";

/** Gives a session without a price the tariff that holds now, or one chosen here. */
export function PriceDialog({ sessionId, tariffs }: { sessionId: string; tariffs: readonly Choice[] }) {
  const t = useTranslations("sessions");
  const router = useRouter();
  const form = useId();
  const [isOpen, setOpen] = useState(false);
  const [tariff, setTariff] = useState(NOW);
  const price = useMutation(
    useTRPC().sessions.price.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        toast.done(t("priced"));
        router.refresh();
      },
    }),
  );
  return (
    <Dialog
      title={t("givePriceTitle")}
      description={t("givePriceText")}
      open={isOpen}
      onOpenChange={(next) => {
        price.reset();
        setOpen(next);
      }}
      trigger={
        <Button variant="primary" size="sm">
          {t("givePrice")}
        </Button>
      }
      footer={
        <Button type="submit" form={form} variant="primary" pending={price.isPending}>
          {t("givePrice")}
        </Button>
      }
    >
      <Form
        id={form}
        problem={price.error ? errorFacts(price.error).message : undefined}
        onSubmit={() => price.mutate({ sessionId, tariffId: tariff === NOW ? null : tariff })}
      >
        <SelectField
          label={t("tariffChoice")}
          value={tariff}
          onValueChange={setTariff}
          choices={[{ value: NOW, label: t("tariffNow") }, ...tariffs]}
        />
      </Form>
    </Dialog>
  );
}
