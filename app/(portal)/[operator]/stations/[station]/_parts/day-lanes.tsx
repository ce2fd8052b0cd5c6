import { clockIn, formatInstant } from "@/app/_i18n/format-time";
import { LOCALE_TAGS, type Locale } from "@/app/_i18n/locale";
import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { cn } from "@/app/_ui/cn";
import { Link } from "@/app/_ui/action/link";
import { Section } from "@/app/_ui/layout/section";
import { TimeText } from "@/app/_ui/text/time-text";
import { formatKwh } from "@/server/domain/energy";
import type { DayLane, LaneSession, LastDay, StateSpan } from "../../_parts/station-types";

/**
 * How a state is drawn: by colour and by the kind of line, so that neither is needed to read it.
 */
const LINE = {
  free: "top-1/2 border-t-2 border-good-mark",
  used: "top-1/2 border-t-2 border-accent-mark",
  out: "top-1/2 border-t-2 border-dashed border-idle-mark",
  faulted: "inset-y-0.5 rounded-[2px] bg-bad-mark",
  unknown: "top-1/2 border-t-2 border-dotted border-line-strong",
} as const;

type Line = keyof typeof LINE;

/**
 * The last twenty-four hours, an EVSE a line: what it said it was, and its sessions as blocks that
 * lead to them.
 */
export async function DayLanes({ base, zone, day }: { base: string; zone: string; day: LastDay }) {
  const t = await getTranslator("stations");
  const locale = await getLocale();
  const seen = new Set(day.lanes.flatMap(({ states }) => states.map(({ state }) => lineOf(state))));
  return (
    <Section
      framed
      title={t("day.title")}
      actions={
        <span className="text-xs text-muted">
          {t("day.until")} <TimeText at={new Date(day.toMs)} zone={zone} style="time" />
        </span>
      }
    >
      <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-1.5">
        {day.lanes.map((lane) => (
          <Lane key={lane.evse} {...{ base, zone, locale, day, lane }} />
        ))}
        <span />
        <Hours day={day} zone={zone} locale={locale} />
      </div>
      <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        <Swatch className="inset-y-0.5 rounded-[2px] bg-accent-mark" text={t("day.session")} />
        {(Object.keys(LINE) as Line[])
          .filter((line) => seen.has(line))
          .map((line) => (
            <Swatch key={line} className={LINE[line]} text={t(`day.${line}`)} />
          ))}
      </ul>
    </Section>
  );
}

type LaneProps = { base: string; zone: string; locale: Locale; day: LastDay; lane: DayLane };

async function Lane({ base, zone, locale, day, lane }: LaneProps) {
  const t = await getTranslator("stations");
  const evse = t("form.evse", { number: String(lane.evse) });
  const from = (ms: number) => formatInstant(new Date(ms), zone, locale, "time");
  const reported = ({ fromMs, toMs, state }: StateSpan) =>
    `${t(`connector.${state ?? "unknown"}`)}, ${from(fromMs)}–${from(toMs)}`;
  const ran = ({ number, fromMs, toMs, energyMilliWh }: LaneSession) =>
    [
      `${t("live.session")} ${number}`,
      `${from(fromMs)}–${toMs === null ? "" : from(toMs)}`,
      energyMilliWh === null ? "" : formatKwh(BigInt(energyMilliWh), LOCALE_TAGS[locale], 1),
    ]
      .filter(Boolean)
      .join(", ");
  return (
    <>
      <span className="text-sm whitespace-nowrap">{evse}</span>
      <div className="relative h-5 overflow-hidden rounded-sm bg-sunken">
        <ol aria-label={evse}>
          {lane.states.map((span) => (
            <li
              key={span.fromMs}
              title={reported(span)}
              className={cn("absolute", LINE[lineOf(span.state)])}
              style={placeOf(day, span.fromMs, span.toMs)}
            >
              <span className="sr-only">{reported(span)}</span>
            </li>
          ))}
        </ol>
        {lane.sessions.map((session) => (
          <Link
            key={session.sessionId}
            href={`${base}/sessions/${session.sessionId}`}
            title={ran(session)}
            aria-label={ran(session)}
            className={
              "absolute inset-y-0.5 min-w-1 rounded-[2px] bg-accent-mark hover:opacity-80 " +
              "focus-visible:outline-offset-0"
            }
            style={placeOf(day, session.fromMs, session.toMs ?? day.toMs)}
          />
        ))}
      </div>
    </>
  );
}

/** Every fourth hour of the site's clock. */
function Hours({ day, zone, locale }: { day: LastDay; zone: string; locale: Locale }) {
  const step = 15 * 60_000;
  const first = Math.ceil(day.fromMs / step) * step;
  const marks = Array.from({ length: 97 }, (_, place) => first + place * step).filter((ms) => {
    const { hour, minute } = clockIn(zone, new Date(ms));
    return ms <= day.toMs && minute === 0 && hour % 4 === 0;
  });
  return (
    <div aria-hidden className="figures relative h-4 text-2xs text-faint">
      {marks.map((ms) => (
        <span key={ms} className="absolute -translate-x-1/2" style={{ left: percent(day, ms) }}>
          {formatInstant(new Date(ms), zone, locale, "time")}
        </span>
      ))}
    </div>
  );
}

function Swatch({ className, text }: { className: string; text: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden className="relative inline-block h-3 w-5">
        <span className={cn("absolute inset-x-0", className)} />
      </span>
      {text}
    </li>
  );
}

function lineOf(state: StateSpan["state"]): Line {
  if (state === null) return "unknown";
  if (state === "available") return "free";
  if (state === "faulted") return "faulted";
  return state === "unavailable" ? "out" : "used";
}

const percent = ({ fromMs, toMs }: LastDay, ms: number): string =>
  `${Math.min(100, Math.max(0, ((ms - fromMs) / (toMs - fromMs)) * 100)).toFixed(2)}%`;

const placeOf = (day: LastDay, fromMs: number, toMs: number) => ({
  left: percent(day, fromMs),
  right: `calc(100% - ${percent(day, toMs)})`,
});
