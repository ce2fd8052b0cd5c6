import type { ReactNode } from "react";
import { cn } from "../cn";

export type KeyValue = { label: string; value: ReactNode };

/**
 * Facts about one thing. One column on a phone, `columns` of them where there is room. An absent
 * value shows an en dash.
 */
export function KeyValueList({ items, columns = 1 }: { items: readonly KeyValue[]; columns?: 1 | 2 | 3 }) {
  return (
    <dl
      className={cn(
        "grid gap-x-8",
        columns === 2 && "sm:grid-cols-2",
        columns === 3 && "sm:grid-cols-2 lg:grid-cols-3",
      )}
    >
      {items.map((item) => (
        <div key={item.label} className="flex min-h-8 min-w-0 items-baseline gap-3 border-b border-line py-1.5">
          <dt className="w-36 shrink-0 max-sm:w-28 text-muted">{item.label}</dt>
          <dd className="min-w-0 flex-1 break-words">{item.value ?? <span className="text-faint">–</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
