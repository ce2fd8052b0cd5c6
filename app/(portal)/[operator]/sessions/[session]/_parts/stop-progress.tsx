import { Check } from "lucide-react";
import { getTranslator } from "@/app/_i18n/translator";
import { cn } from "@/app/_ui/cn";
import { Notice } from "@/app/_ui/feedback/notice";
import { Spinner } from "@/app/_ui/action/spinner";
import { TimeText } from "@/app/_ui/text/time-text";
import type { SessionDetail } from "../../_parts/session-types";

type Stop = NonNullable<SessionDetail["stop"]>;

const FAILED = ["rejected", "refused", "unsupported", "timed_out", "expired"] as const;

/** How far a stop has come: asked, sent, accepted, done; or why not. Each step says when. */
export async function StopProgress({ stop, isEnded, zone }: { stop: Stop; isEnded: boolean; zone: string }) {
  const t = await getTranslator("sessions");
  const failure = FAILED.find((state) => state === stop.state);
  if (failure) {
    if (isEnded) return null;
    return <Notice tone="bad">{t(`stopFailed.${failure}`, { answer: stop.answer ?? "–" })}</Notice>;
  }
  const steps = [
    { key: "requested", atMs: stop.requestedAtMs },
    { key: "sent", atMs: stop.sentAtMs },
    { key: "accepted", atMs: stop.answeredAtMs },
    { key: "done", atMs: stop.doneAtMs },
  ] as const;
  const next = steps.find(({ atMs }) => atMs === null)?.key;
  return (
    <section
      aria-label={t("stopProgress")}
      aria-live="polite"
      className="rounded-lg border border-line bg-surface px-4 py-3"
    >
      <h2 className="mb-2 font-semibold">{t("stopProgress")}</h2>
      <ol className="grid gap-2 sm:grid-cols-4">
        {steps.map(({ key, atMs }) => (
          <li key={key} className={cn("flex items-start gap-2", atMs === null && "text-faint")}>
            <span className="mt-0.5 grid size-4 place-items-center">
              {atMs !== null ? (
                <Check aria-hidden className="size-4 text-good-text" />
              ) : key === next ? (
                <Spinner />
              ) : (
                <span aria-hidden className="size-1.5 rounded-full bg-line-strong" />
              )}
            </span>
            <span>
              {t(`stopStep.${key}`)}
              {atMs !== null && (
                <span className="block text-xs text-muted">
                  <TimeText at={new Date(atMs)} zone={zone} style="seconds" />
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
