import { type ReactNode, useId } from "react";
import { cn } from "../cn";

/**
 * A part of a screen with its own heading, parted from the next by space and, with `framed`, by a
 * border.
 */
export function Section({
  title,
  description,
  actions,
  framed = false,
  children,
  className,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  framed?: boolean;
  children: ReactNode;
  className?: string;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={cn("min-w-0", framed && "rounded-lg border border-line bg-surface p-4", className)}
    >
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h2 id={id} className="text-md font-semibold">
            {title}
          </h2>
          {description && <p className="max-w-prose text-sm text-muted">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
