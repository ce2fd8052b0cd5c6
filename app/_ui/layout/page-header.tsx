import { ChevronRight } from "lucide-react";
import { Link } from "@/app/_ui/action/link";
import type { ReactNode } from "react";

export type Crumb = { label: string; href: string };

/**
 * Top of a screen: where we are, what it is called, its state, what can be done. Breadcrumbs name
 * the way here, not the page itself.
 */
export function PageHeader({
  title,
  crumbs = [],
  status,
  description,
  actions,
}: {
  title: ReactNode;
  crumbs?: readonly Crumb[];
  status?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-2.5 flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-40">
        {crumbs.length > 0 && (
          <nav aria-label="Breadcrumb" className="mb-0.5">
            <ol className="flex flex-wrap items-center gap-1 text-xs text-muted">
              {crumbs.map((crumb) => (
                <li key={crumb.href} className="flex items-center gap-1">
                  <Link href={crumb.href} className="rounded-sm hover:text-ink hover:underline">
                    {crumb.label}
                  </Link>
                  <ChevronRight aria-hidden className="size-3 text-faint" />
                </li>
              ))}
            </ol>
          </nav>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl font-semibold tracking-[-0.01em] break-words">{title}</h1>
          {status}
        </div>
        {description && <div className="mt-0.5 max-w-prose text-sm text-muted">{description}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
