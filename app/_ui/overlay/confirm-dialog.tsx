"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactElement, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "../action/button";
import { BACKDROP } from "./dialog";
import { Notice } from "../feedback/notice";

/**
 * Asks before an act with consequences. `title` is the question, `children` says what will happen,
 * `action` is the verb on the button. `onConfirm` may return a promise: the button works until it
 * settles, closes on success, and shows the rejection's message on failure.
 */
export function ConfirmDialog({
  title,
  action,
  children,
  danger = false,
  trigger,
  open,
  onOpenChange,
  onConfirm,
}: {
  title: string;
  action: string;
  children?: ReactNode;
  danger?: boolean;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  onConfirm: () => void | Promise<unknown>;
}) {
  const t = useTranslations("labels");
  const [own, setOwn] = useState(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();

  function show(next: boolean) {
    setProblem(undefined);
    setOwn(next);
    onOpenChange?.(next);
  }

  async function confirm() {
    setPending(true);
    setProblem(undefined);
    // The dialog is where the refusal is read, so it is caught here and shown.
    try {
      await onConfirm();
      show(false);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setPending(false);
    }
  }

  return (
    <AlertDialog.Root open={open ?? own} onOpenChange={show}>
      {trigger && <AlertDialog.Trigger render={trigger} />}
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={BACKDROP} />
        <AlertDialog.Popup
          className={
            "fixed top-1/2 left-1/2 z-50 w-[calc(100vw-2rem)] max-w-100 -translate-1/2 rounded-lg " +
            "bg-raised p-5 shadow-float outline-none transition-[opacity,scale] duration-100 " +
            "data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 " +
            "data-starting-style:opacity-0"
          }
        >
          <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
          {children && (
            <AlertDialog.Description render={<div />} className="mt-1 text-sm text-muted">
              {children}
            </AlertDialog.Description>
          )}
          {problem && (
            <div className="mt-3">
              <Notice tone="bad">{problem}</Notice>
            </div>
          )}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button />}>{t("cancel")}</AlertDialog.Close>
            <Button variant={danger ? "danger" : "primary"} pending={pending} onClick={() => void confirm()}>
              {action}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
