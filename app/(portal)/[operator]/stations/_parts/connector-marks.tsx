"use client";

import { useTranslations } from "use-intl/react";
import { cn } from "@/app/_ui/cn";
import type { ListedConnector } from "./station-types";
import type { Presence } from "./station-types";
import { ConnectorMark } from "../../_parts/connector-mark";

/**
 * Every connector of a station in a line: its EVSE's number and its mark, the words on hover and
 * for screen readers. Faded while the station is away.
 */
export function ConnectorMarks({
  connectors,
  presence,
}: {
  connectors: readonly ListedConnector[];
  presence: Presence;
}) {
  const t = useTranslations("stations");
  return (
    <span className="inline-flex items-center gap-1">
      {connectors.map(({ evse, connector, state, errorCode, kind, maxPowerW }) => {
        const shown = presence === "never" ? "never" : (state ?? "unknown");
        const facts = { evse: String(evse), connector: String(connector), state: t(`connector.${shown}`) };
        const labels = [
          presence === "offline" && state !== null ? t("markLast", facts) : t("mark", facts),
          errorCode !== null && errorCode !== "NoError" ? t("markError", { code: errorCode }) : "",
          maxPowerW === null ? kind : `${kind} ${maxPowerW / 1000} kW`,
        ]
          .filter((part) => part !== "")
          .join(" · ");
        return (
          <span
            key={`${evse}/${connector}`}
            title={labels}
            className={cn(
              "relative z-1 inline-flex h-5 items-center gap-1 rounded-sm px-1",
              presence === "online" ? "bg-sunken" : "opacity-60",
            )}
          >
            <span aria-hidden className="figures text-2xs text-faint">
              {evse}
            </span>
            <ConnectorMark state={shown} />
            <span className="sr-only">{labels}</span>
          </span>
        );
      })}
    </span>
  );
}
