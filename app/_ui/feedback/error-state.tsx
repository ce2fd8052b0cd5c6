import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

/**
 * What happened, what was kept, what to do next. For a whole area; a field's error belongs to its
 * form-field.
 */
export function ErrorState({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div role="alert" className="mx-auto flex max-w-120 flex-col items-center px-6 py-12 text-center">
      <CircleAlert aria-hidden className="mb-3 size-7 stroke-[1.5] text-bad-text" />
      <p className="text-md font-semibold">{title}</p>
      <div className="mt-1 text-sm text-muted">{children}</div>
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
