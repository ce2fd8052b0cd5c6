import { getTranslator } from "@/app/_i18n/translator";
import { Badge } from "@/app/_ui/feedback/badge";
import { JsonView } from "@/app/_ui/text/json-view";
import { RelativeTime } from "@/app/_ui/text/relative-time";
import { TimeText } from "@/app/_ui/text/time-text";
import type { DeviationRow } from "../../../_parts/station-types";

/** One kind of departure at one place, in a line; its first message below when opened. */
export async function DeviationLine({ deviation, zone }: { deviation: DeviationRow; zone: string }) {
  const t = await getTranslator("deviations");
  const { kind, place, count, firstAt, lastAt, firmwareVersion, example, value } = deviation;
  return (
    <details className="border-b border-line last:border-b-0">
      <summary className="flex min-h-7 items-center gap-3 px-3 py-1 hover:bg-hover pointer-coarse:min-h-11">
        <span className="flex min-w-0 flex-1 gap-x-3 max-sm:flex-col">
          <span className="shrink-0 font-medium sm:w-44">{t(`kind.${kind}`)}</span>
          <span className="min-w-0 truncate font-mono text-xs leading-5 text-muted">
            {place === "*" ? t("rest") : place}
          </span>
        </span>
        <Badge tone="idle">{t("count", { count: Number(count) })}</Badge>
        <span className="text-xs text-muted max-sm:hidden">
          <RelativeTime at={lastAt} />
        </span>
      </summary>
      <div className="grid gap-3 bg-canvas px-3 py-3">
        <p>{t(`made.${kind}`)}</p>
        <p className="flex flex-wrap gap-x-4 text-xs text-muted">
          <span>
            {t("first")} <TimeText at={firstAt} zone={zone} style="full" />
          </span>
          <span>
            {t("last")} <TimeText at={lastAt} zone={zone} style="full" />
          </span>
          <span>
            {t("firmware")} {firmwareVersion === "" ? t("noFirmware") : firmwareVersion}
          </span>
          {value !== null && (
            <span className="min-w-0 break-all">
              {t("value")} <span className="font-mono">{value}</span>
            </span>
          )}
        </p>
        {example === "" ? (
          <p className="text-xs text-muted">{t("noExample")}</p>
        ) : (
          <div className="min-w-0">
            <p className="mb-1 text-xs font-medium text-muted">{t("example")}</p>
            <JsonView value={example} what={t("example")} />
          </div>
        )}
      </div>
    </details>
  );
}
