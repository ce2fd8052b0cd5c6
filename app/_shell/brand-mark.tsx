/** Corrente's mark: a current closing its loop. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={className}>
      <rect width="20" height="20" rx="5" fill="var(--color-accent)" />
      <path
        d="M13.6 6.9A4.8 4.8 0 1 0 13.6 13.1"
        fill="none"
        stroke="var(--color-white)"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
      <circle cx="14.6" cy="10" r="1.5" fill="var(--color-white)" />
    </svg>
  );
}
