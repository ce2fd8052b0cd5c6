import { cn } from "./cn";

/** A place held for something on its way: give it the size of what comes, so that nothing shifts. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block animate-breathe rounded-sm bg-pressed", className)} />;
}
