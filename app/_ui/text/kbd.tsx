/** One key, as a keyboard shows it. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd
      className={
        "inline-grid h-4.5 min-w-4.5 place-items-center rounded-sm border border-line-strong " +
        "bg-surface px-1 font-sans text-2xs text-muted"
      }
    >
      {children}
    </kbd>
  );
}
