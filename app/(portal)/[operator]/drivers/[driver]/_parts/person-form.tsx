"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Form } from "@/app/_ui/fields/form";
import { TextField } from "@/app/_ui/fields/text-field";
import { toast } from "@/app/_ui/feedback/toast";
import { typedText } from "@/app/_ui/fields/typed-text";
import { formRefusal } from "../../../_parts/form-refusal";
import type { DriverDetail } from "../../../_parts/holder/holder-types";

/** Name, e-mail and phone of the person who charges. */
export function PersonForm({ driver }: { driver: Pick<DriverDetail, "driverId" | "name" | "email" | "phone"> }) {
  const t = useTranslations("drivers");
  const labels = useTranslations("labels");
  const router = useRouter();
  const trpc = useTRPC();
  const save = useMutation(
    trpc.drivers.update.mutationOptions({
      onSuccess: () => {
        toast.done(t("saved"));
        router.refresh();
      },
    }),
  );
  const { errors, problem } = formRefusal(save.error);
  function submit(data: FormData) {
    const text = typedText(data);
    save.mutate({ driverId: driver.driverId, name: text("name"), email: text("email"), phone: text("phone") });
  }
  return (
    <Form onSubmit={submit} errors={errors} problem={problem} className="grid max-w-160 gap-4 sm:grid-cols-2">
      <TextField name="name" label={t("field.name")} defaultValue={driver.name} />
      <TextField name="email" type="email" label={t("field.email")} defaultValue={driver.email} />
      <TextField name="phone" type="tel" label={t("field.phone")} defaultValue={driver.phone ?? undefined} optional />
      <div className="self-end sm:col-span-2">
        <Button type="submit" variant="primary" pending={save.isPending}>
          {labels("save")}
        </Button>
      </div>
    </Form>
  );
}
