"use client";

import { type ReactElement, type ReactNode, useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { Form } from "@/app/_ui/fields/form";
import { useCommand, type CommandInput } from "./use-command";

/**
 * A short form that asks the station for one thing; stays open with the refusal when it is not
 * asked.
 */
export function CommandDialog({
  stationId,
  title,
  description,
  trigger,
  input,
  children,
}: {
  stationId: string;
  title: string;
  description?: ReactNode;
  trigger: ReactElement;
  input: (data: FormData) => CommandInput;
  children: ReactNode;
}) {
  const t = useTranslations("stations.command");
  const labels = useTranslations("labels");
  const id = useId();
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { request, isPending } = useCommand(stationId);

  async function send(data: FormData) {
    setProblem(undefined);
    // The form is where the refusal is read, so it is caught here and shown.
    try {
      await request(input(data));
      setOpen(false);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <Dialog
      title={title}
      description={description}
      trigger={trigger}
      open={open}
      onOpenChange={(next) => {
        setProblem(undefined);
        setOpen(next);
      }}
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{labels("cancel")}</Button>
          <Button type="submit" form={id} variant="primary" pending={isPending}>
            {t("send")}
          </Button>
        </>
      }
    >
      <Form id={id} onSubmit={send} problem={problem} className="grid gap-4">
        {children}
      </Form>
    </Dialog>
  );
}
