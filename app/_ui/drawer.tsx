"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { buttonClasses } from "./button-classes";
import { cn } from "./cn";
import { BACKDROP } from "./dialog";

/** A side panel for a longer form or the details of a row, keeping the list in sight. Full width on a phone. */
export function Drawer({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  footer,
  children,
}: {
  title: string;
  description?: ReactNode;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  footer?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("words");
  return (
    <Base.Root {...(open === undefined ? {} : { open })} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup className="fixed inset-y-0 right-0 z-50 flex w-full max-w-120 flex-col bg-raised shadow-float outline-none transition-transform duration-150 ease-out data-ending-style:translate-x-full data-starting-style:translate-x-full">
          <div className="flex items-start gap-4 border-b border-line px-5 py-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              {description && <Base.Description className="text-sm text-muted">{description}</Base.Description>}
            </div>
            <Base.Close aria-label={t("close")} className={cn(buttonClasses("quiet", "sm", true), "-mr-2")}>
              <X aria-hidden />
            </Base.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
