/**
 * How far long work has come. Without `done` the end is unknown and the bar only moves. `label`
 * says what is under way.
 */
export function Progress({ label, done, total }: { label: string; done?: number; total?: number }) {
  const known = done !== undefined && total !== undefined && total > 0;
  return (
    <div>
      <div className="mb-1 flex justify-between gap-4 text-sm">
        <span>{label}</span>
        {known && (
          <span className="figures text-muted">
            {done} / {total}
          </span>
        )}
      </div>
      <progress
        aria-label={label}
        {...(known ? { value: done, max: total } : {})}
        className="progress-bar block h-1.5 w-full"
      />
    </div>
  );
}
