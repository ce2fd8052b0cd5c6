"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { Form } from "@/app/_ui/fields/form";
import { TextField } from "@/app/_ui/fields/text-field";
import { typedText } from "@/app/_ui/fields/typed-text";
import { formRefusal } from "../../../_parts/form-refusal";

/** Closes a finding, saying what was done about it. */
export function ResolveDialog({ findingId }: { findingId: string }) {
  const t = useTranslations("stations.events");
  const trpc = useTRPC();
  const router = useRouter();
  const id = useId();
  const [open, setOpen] = useState(false);
  const resolve = useMutation(
    trpc.stations.resolveFinding.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        router.refresh();
      },
    }),
  );
  return (
    <Dialog
      title={t("resolveTitle")}
      open={open}
      onOpenChange={setOpen}
      trigger={<Button size="sm">{t("resolve")}</Button>}
      footer={
        <Button type="submit" form={id} variant="primary" pending={resolve.isPending}>
          {t("resolve")}
        </Button>
      }
    >
      <Form
        id={id}
        {...formRefusal(resolve.error)}
        onSubmit={(data) => resolve.mutate({ findingId, resolution: typedText(data)("resolution") })}
      >
        <TextField name="resolution" label={t("resolution")} maxLength={500} />
      </Form>
    </Dialog>
  );
}
