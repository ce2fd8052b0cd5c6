"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { buttonClasses } from "../action/button-classes";
import { cn } from "../cn";

/**
 * A question or a short form above the page. Open it with `trigger` (a Button element) or control
 * `open`. On a phone it takes the foot of the screen. Put the form's buttons in `footer`; a submit
 * button there needs `form="id"`.
 */
export function Dialog({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  footer,
  wide = false,
  children,
}: {
  title: string;
  description?: ReactNode;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  footer?: ReactNode;
  wide?: boolean;
  children?: ReactNode;
}) {
  const t = useTranslations("labels");
  return (
    <Base.Root {...(open === undefined ? {} : { open })} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup
          className={cn(
            "fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] " +
              "-translate-1/2 flex-col rounded-lg bg-raised shadow-float outline-none " +
              "transition-[opacity,scale] duration-100 data-ending-style:scale-98 " +
              "data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0 " +
              "max-sm:top-auto max-sm:bottom-0 max-sm:w-full max-sm:translate-y-0 max-sm:rounded-b-none",
            wide ? "max-w-200" : "max-w-110",
          )}
        >
          <div className="flex items-start gap-4 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              {description && <Base.Description className="mt-0.5 text-sm text-muted">{description}</Base.Description>}
            </div>
            <Base.Close aria-label={t("close")} className={cn(buttonClasses("quiet", "sm", true), "-mr-2")}>
              <X aria-hidden />
            </Base.Close>
          </div>
          {children && <div className="min-h-0 overflow-y-auto px-5 pb-5">{children}</div>}
          {footer && (
            <div
              className={
                "flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 " +
                "pb-[max(0.75rem,env(safe-area-inset-bottom))]"
              }
            >
              {footer}
            </div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export const BACKDROP =
  "fixed inset-0 z-50 bg-[rgb(10_11_15/0.4)] transition-opacity duration-100 " +
  "data-ending-style:opacity-0 data-starting-style:opacity-0";
