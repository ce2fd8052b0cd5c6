"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "use-intl/react";
import { BACKDROP } from "@/app/_ui/overlay/dialog";
import type { ShellProps } from "./shell-types";
import { Sidebar } from "./sidebar";

/** The whole menu on a phone. */
export function PhoneDrawer({
  shell,
  open,
  onOpenChange,
}: {
  shell: Pick<ShellProps, "operator" | "operators" | "user" | "allowed" | "signOut">;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations("shell");
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup
          className={
            "fixed inset-y-0 left-0 z-50 w-72 max-w-[85vw] bg-raised shadow-float outline-none " +
            "transition-transform duration-150 ease-out data-ending-style:-translate-x-full " +
            "data-starting-style:-translate-x-full"
          }
        >
          <Dialog.Title className="sr-only">{t("navigation")}</Dialog.Title>
          <Sidebar {...shell} onNavigate={() => onOpenChange(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
