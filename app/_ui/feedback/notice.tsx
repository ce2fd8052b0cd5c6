import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../cn";
import { TONE_SOFT, type Tone } from "./tone";

const ICONS = { good: CircleCheck, live: Info, warn: TriangleAlert, bad: CircleAlert, idle: Info } as const;

/**
 * A line that stays on the page: a gateway that does not answer, a form that was refused, a draft
 * that differs.
 */
export function Notice({
  tone = "idle",
  title,
  children,
  action,
}: {
  tone?: Tone;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const Icon = ICONS[tone];
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className={cn("flex items-start gap-2.5 rounded-md px-3 py-2 text-sm", TONE_SOFT[tone])}
    >
      <Icon aria-hidden className="mt-px size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
      {action}
    </div>
  );
}
