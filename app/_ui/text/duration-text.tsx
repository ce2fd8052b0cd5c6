import { formatDuration } from "@/app/_i18n/format-time";

/** "1 h 24 min". */
export function DurationText({ seconds }: { seconds: number }) {
  return <span className="figures">{formatDuration(seconds)}</span>;
}
