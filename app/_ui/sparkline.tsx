/** A trend in the size of a word, painted by the server. It has no scale: put the figure beside it. `label` says the trend in words. */
export function Sparkline({
  values,
  label,
  width = 96,
  height = 20,
}: {
  values: readonly number[];
  label: string;
  width?: number;
  height?: number;
}) {
  const top = Math.max(...values, 0);
  const bottom = Math.min(...values, 0);
  const span = top - bottom || 1;
  const step = values.length > 1 ? (width - 2) / (values.length - 1) : 0;
  const points = values.map((value, place) => {
    const y = 1 + (height - 2) * (1 - (value - bottom) / span);
    return `${(1 + place * step).toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an inline SVG follows the theme; an <img> cannot
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label}>
      <polyline
        points={points.join(" ")}
        fill="none"
        stroke="var(--color-accent-mark)"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}
