import { Link } from "@/app/_ui/action/link";
import { getTranslator } from "@/app/_i18n/translator";
import { ConnectorMark, markColour, type MarkedState } from "./connector-mark";
import type { LiveNow } from "./overview-types";

const ORDER: readonly MarkedState[] = [
  "charging",
  "suspended_ev",
  "suspended_evse",
  "preparing",
  "finishing",
  "occupied",
  "available",
  "reserved",
  "unavailable",
  "faulted",
  "unknown",
  "offline",
  "never",
];

/** All connectors in one bar by state, and each state with its mark, word and number. */
export async function OverviewConnectors({ base, connectors }: { base: string; connectors: LiveNow["connectors"] }) {
  const t = await getTranslator("stations");
  const shown = ORDER.map((state) => ({ state, count: connectors[state] ?? 0 })).filter(({ count }) => count > 0);
  return (
    <>
      <div aria-hidden className="mb-2 flex h-2 gap-px overflow-hidden rounded-sm">
        {shown.map(({ state, count }) => (
          <span
            key={state}
            style={{ flexGrow: count, background: markColour(state) }}
            className={state === "never" || state === "offline" || state === "unknown" ? "opacity-35" : ""}
          />
        ))}
      </div>
      <ul className="grid grid-cols-2 gap-x-4">
        {shown.map(({ state, count }) => (
          <li key={state} className="flex min-h-6 items-center gap-2">
            <ConnectorMark state={state} />
            {state === "faulted" || state === "charging" ? (
              <Link href={`${base}/stations?state=${state}`} className="min-w-0 flex-1 truncate hover:underline">
                {t(`connector.${state}`)}
              </Link>
            ) : (
              <span className="min-w-0 flex-1 truncate">{t(`connector.${state}`)}</span>
            )}
            <span className="figures font-medium">{count}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
