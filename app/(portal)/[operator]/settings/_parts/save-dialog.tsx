"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/feedback/toast";
import { Form } from "@/app/_ui/fields/form";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { formRefusal } from "../../_parts/form-refusal";

type Saving = {
  readonly isPending: boolean;
  readonly error: Parameters<typeof formRefusal>[0];
  readonly reset: () => void;
};

/** The open state of a {@link SaveDialog}; `onSuccess` closes it and reads the page again. */
export function useSaveDialog() {
  const t = useTranslations("settings");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const onSuccess = () => {
    toast.done(t("saved"));
    setOpen(false);
    router.refresh();
  };
  return { isOpen, setOpen, onSuccess };
}

/** A form in a dialog that adds or edits one thing of the organisation. */
export function SaveDialog({
  dialog: { isOpen, setOpen },
  form,
  title,
  trigger,
  save,
  onSubmit,
  children,
}: {
  readonly dialog: Pick<ReturnType<typeof useSaveDialog>, "isOpen" | "setOpen">;
  readonly form: string;
  readonly title: string;
  /** the label of the button that opens it to add one; null: it edits the one that is there */
  readonly trigger: string | null;
  readonly save: Saving;
  readonly onSubmit: (data: FormData) => void;
  readonly children: ReactNode;
}) {
  const labels = useTranslations("labels");
  return (
    <Dialog
      wide
      title={title}
      open={isOpen}
      onOpenChange={(next) => {
        save.reset();
        setOpen(next);
      }}
      trigger={
        <Button size="sm" variant={trigger === null ? "quiet" : "primary"}>
          {trigger ?? labels("edit")}
        </Button>
      }
      footer={
        <Button type="submit" form={form} variant="primary" pending={save.isPending}>
          {labels("save")}
        </Button>
      }
    >
      <Form id={form} onSubmit={onSubmit} {...formRefusal(save.error)} className="grid gap-4 sm:grid-cols-2">
        {children}
      </Form>
    </Dialog>
  );
}
