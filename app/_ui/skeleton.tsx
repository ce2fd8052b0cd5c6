import { cn } from "./cn";

/** A place held for something on its way: give it the size of what comes, so that nothing shifts. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block animate-breathe rounded-sm bg-pressed", className)} />;
}

/**
 * `loading.tsx` of a list: header, filter bar and rows where they will be. It has no words, for a fallback must never wait for
 * anything: React may write one that does twice into the stream, and then the page never ends.
 */
export function ListSkeleton({ rows = 24 }: { rows?: number }) {
  return (
    <div aria-busy="true">
      <Skeleton className="mb-4 h-6 w-40" />
      <Skeleton className="mb-3 h-7 w-full max-w-120" />
      <div className="overflow-hidden rounded-lg border border-line bg-surface">
        <div className="h-7.5 border-b border-line bg-sunken" />
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className="flex h-7 items-center gap-6 border-b border-line px-3 last:border-0">
            <Skeleton className="h-2.5 w-40" />
            <Skeleton className="h-2.5 w-20" />
            <Skeleton className="h-2.5 w-28 max-sm:hidden" />
            <Skeleton className="ml-auto h-2.5 w-16" />
          </div>
        ))}
      </div>
    </div>
  );
}

/** `loading.tsx` of a detail page: header, tabs and two columns of facts; wordless like the other. */
export function DetailSkeleton() {
  return (
    <div aria-busy="true">
      <Skeleton className="mb-2 h-3 w-24" />
      <Skeleton className="mb-4 h-6 w-64" />
      <Skeleton className="mb-4 h-8 w-full" />
      <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        {Array.from({ length: 10 }, (_, row) => (
          <Skeleton key={row} className="h-5" />
        ))}
      </div>
    </div>
  );
}
