import { getTranslator } from "@/app/_i18n/translator";
import { Section } from "@/app/_ui/layout/section";
import { TimeText } from "@/app/_ui/text/time-text";
import type { RefusedAttemptRow } from "../../_parts/station-types";

/** Who was refused in the station's name, and what to do about it. */
export async function RefusedAttempts({ attempts, zone }: { attempts: readonly RefusedAttemptRow[]; zone: string }) {
  const t = await getTranslator("stationAccess");
  return (
    <Section title={t("refused.title")} description={t("refused.hint")}>
      {attempts.length === 0 ? (
        <p className="text-muted">{t("refused.none")}</p>
      ) : (
        <ul className="rounded-lg border border-line bg-surface">
          {attempts.map((attempt) => (
            <li key={`${attempt.reason} ${attempt.network}`} className="border-b border-line px-3 py-2 last:border-b-0">
              <div className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="font-medium">{t(`refused.reason.${attempt.reason}`)}</span>
                <span className="text-xs text-muted">
                  {t("refused.last")} <TimeText at={attempt.lastAt} zone={zone} style="full" />
                </span>
              </div>
              <p className="text-sm text-muted">
                {[
                  t("refused.count", { count: attempt.count }),
                  t("refused.from", { network: attempt.network }),
                  ...(attempt.offeredSubprotocol === null
                    ? []
                    : [t("refused.offered", { subprotocol: attempt.offeredSubprotocol })]),
                ].join(" · ")}
              </p>
              <p className="text-sm">{t(`refused.act.${attempt.reason}`)}</p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
