"use client";

import type { Locale } from "@/app/_i18n/locale";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Form } from "@/app/_ui/fields/form";
import { SelectField } from "@/app/_ui/fields/select";
import { TextField } from "@/app/_ui/fields/text-field";
import { toast } from "@/app/_ui/feedback/toast";
import { typedText } from "@/app/_ui/fields/typed-text";

type Operator = {
  readonly name: string;
  readonly timeZone: string;
  readonly locale: Locale;
  readonly currency: string;
};

/** Name, zone and language of the operator. */
export function OperatorForm({ operator, mayChange }: { readonly operator: Operator; readonly mayChange: boolean }) {
  const t = useTranslations("settings");
  const labels = useTranslations("labels");
  const router = useRouter();
  const trpc = useTRPC();
  const save = useMutation(
    trpc.operators.update.mutationOptions({
      onSuccess: () => {
        toast.done(t("saved"));
        router.refresh();
      },
    }),
  );
  const refused = save.error ? errorFacts(save.error) : null;
  const submit = (data: FormData): void =>
    save.mutate({
      name: typedText(data)("name"),
      timeZone: typedText(data)("timeZone"),
      locale: data.get("locale") === "pt" ? "pt" : "en",
    });
  return (
    <Form onSubmit={submit} errors={refused?.fields} problem={refused?.sentence} className="grid max-w-md gap-4">
      <TextField name="name" label={labels("name")} defaultValue={operator.name} disabled={!mayChange} />
      <TextField
        name="timeZone"
        label={t("timeZone")}
        hint={t("timeZoneHint")}
        defaultValue={operator.timeZone}
        disabled={!mayChange}
      />
      <SelectField
        name="locale"
        label={t("emailsLanguage")}
        defaultValue={operator.locale}
        disabled={!mayChange}
        choices={[
          { value: "en", label: "English" },
          { value: "pt", label: "Português" },
        ]}
      />
      {mayChange && (
        <Button type="submit" variant="primary" pending={save.isPending} className="justify-self-start">
          {labels("save")}
        </Button>
      )}
    </Form>
  );
}
