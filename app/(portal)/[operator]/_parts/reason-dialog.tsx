"use client";

import { type ReactElement, useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { errorFacts } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { Form } from "@/app/_ui/fields/form";
import { TextareaField } from "@/app/_ui/fields/textarea-field";

/** Asks why, then acts; what was typed stays when the act is refused. */
export function ReasonDialog({
  title,
  description,
  action,
  trigger,
  error,
  isPending,
  onSubmit,
}: {
  title: string;
  description?: string;
  action: string;
  trigger: ReactElement;
  error: unknown;
  isPending: boolean;
  onSubmit: (note: string) => Promise<void>;
}) {
  const t = useTranslations("labels.finding");
  const form = useId();
  const [isOpen, setOpen] = useState(false);
  const refused = error ? errorFacts(error) : null;
  return (
    <Dialog
      title={title}
      description={description}
      trigger={trigger}
      open={isOpen}
      onOpenChange={setOpen}
      footer={
        <Button type="submit" form={form} variant="primary" pending={isPending}>
          {action}
        </Button>
      }
    >
      <Form
        id={form}
        errors={refused?.fields}
        problem={refused && Object.keys(refused.fields).length === 0 ? refused.message : undefined}
        onSubmit={(data) =>
          onSubmit(textOf(data.get("note"))).then(
            () => setOpen(false),
            () => {}, // shown by `error`
          )
        }
      >
        <TextareaField name="note" label={t("note")} hint={t("noteHint")} rows={3} />
      </Form>
    </Dialog>
  );
}

const textOf = (entry: FormDataEntryValue | null): string => (typeof entry === "string" ? entry : "");
