"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { errorFacts, useApiClient } from "@/app/_trpc/client";
import { EnergyText } from "@/app/_ui/text/energy-text";
import { MoneyText } from "@/app/_ui/text/money-text";
import { Spinner } from "@/app/_ui/action/spinner";
import { TimeText } from "@/app/_ui/text/time-text";
import type { TariffContent } from "@/server/domain/tariff/tariff";
import type { TariffPreview } from "./tariff-types";

const WAIT_MS = 500;
const SHOWN = 8;

/**
 * Last week's real sessions by the prices on the screen, asked from the server half a second after
 * the last change.
 */
export function RealPreview({ tariffId, content }: { tariffId: string | null; content: TariffContent | null }) {
  const t = useTranslations("tariffs");
  const client = useApiClient();
  const debounced = useDebounced(content === null ? null : JSON.stringify(content));
  const preview = useQuery({
    queryKey: ["previewTariff", tariffId, debounced],
    enabled: debounced !== null,
    // while the next answer is on its way the one before stays, so that nothing jumps
    placeholderData: (before: TariffPreview | undefined) => before,
    queryFn: (): Promise<TariffPreview> =>
      client.sessions.previewTariff.mutate({ tariffId, content: JSON.parse(debounced ?? "{}") as TariffContent }),
  });
  if (preview.error) {
    return <p className="text-bad-text">{t("editor.week7Failed", { reason: errorFacts(preview.error).message })}</p>;
  }
  if (!preview.data) return debounced === null ? <p className="text-muted">{t("editor.cannotPrice")}</p> : <Working />;
  return <PreviewResult preview={preview.data} isFetching={preview.isFetching} />;
}

function Working() {
  const t = useTranslations("tariffs");
  return (
    <p className="flex items-center gap-2 text-muted">
      <Spinner /> {t("editor.week7Working")}
    </p>
  );
}

function PreviewResult({ preview, isFetching }: { preview: TariffPreview; isFetching: boolean }) {
  const t = useTranslations("tariffs");
  const { sessions, compared, basis } = preview;
  if (sessions.length === 0) return <p className="text-muted">{t("editor.week7None")}</p>;
  return (
    <div aria-busy={isFetching}>
      <p className="mb-2 text-xs text-muted">
        {t(basis === "assigned" ? "editor.week7Assigned" : "editor.week7Everywhere")}
      </p>
      {compared.count > 0 && (
        <dl className="mb-2 grid grid-cols-3 gap-2 rounded-md bg-sunken p-2.5">
          <Figure label={t("editor.week7Billed")} {...compared.billed} />
          <Figure label={t("editor.week7Now")} {...compared.cost} />
          <Figure
            label={t("editor.week7Compared", { count: compared.count })}
            minor={compared.cost.minor - compared.billed.minor}
            currency={compared.cost.currency}
            isChange
          />
        </dl>
      )}
      <table className="w-full text-xs">
        <thead>
          <tr className="border-b border-line text-left text-muted">
            <th scope="col" className="py-1 pr-2 font-medium">
              {t("editor.col.session")}
            </th>
            <th scope="col" className="py-1 pr-2 text-right font-medium">
              {t("editor.col.billed")}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {t("editor.col.now")}
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.slice(0, SHOWN).map((session) => (
            <tr key={session.sessionId} className="border-b border-line last:border-0">
              <td className="max-w-0 py-1 pr-2">
                <span className="block truncate">{session.stationName}</span>
                <span className="block truncate text-faint">
                  <TimeText at={new Date(session.startedAtMs)} zone={session.timeZone} /> ·{" "}
                  <EnergyText milliWh={session.energyMilliWh} digits={1} />
                </span>
              </td>
              <td className="w-18 py-1 pr-2 text-right align-top">
                {session.billed ? <MoneyText {...session.billed} /> : <span className="text-faint">–</span>}
              </td>
              <td className="w-18 py-1 text-right align-top font-medium">
                <MoneyText {...session.cost} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figure({
  label,
  minor,
  currency,
  isChange = false,
}: {
  label: string;
  minor: bigint;
  currency: string;
  isChange?: boolean;
}) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-xs text-muted">{label}</dt>
      <dd className="font-semibold">
        {isChange && minor > 0n && "+"}
        <MoneyText minor={minor} currency={currency} />
      </dd>
    </div>
  );
}

/** A value once it has kept still for a moment. */
function useDebounced(value: string | null): string | null {
  const [debounced, setDebounced] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), WAIT_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return debounced;
}
