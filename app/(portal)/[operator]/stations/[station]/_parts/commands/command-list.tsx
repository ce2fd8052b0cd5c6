import { getTranslator } from "@/app/_i18n/translator";
import { Badge } from "@/app/_ui/feedback/badge";
import { TimeText } from "@/app/_ui/text/time-text";
import type { Tone } from "@/app/_ui/feedback/tone";
import type { CommandRow } from "../../../_parts/station-types";
import { commandFacts } from "./command-facts";

const TONE: Readonly<Record<CommandRow["state"], Tone>> = {
  requested: "idle",
  sent: "live",
  accepted: "live",
  done: "good",
  rejected: "bad",
  refused: "bad",
  unsupported: "warn",
  timed_out: "bad",
  expired: "warn",
};

const HEAD = "h-7 border-b border-line bg-sunken px-3 text-left text-xs font-medium text-muted";
const CELL = "border-b border-line px-3 py-1.5 align-top group-last/row:border-b-0";

/**
 * Each command with its course, sent → accepted → done, the times of each step and the station's
 * own words.
 */
export async function CommandList({ commands, zone }: { commands: readonly CommandRow[]; zone: string }) {
  const t = await getTranslator("stations");
  if (commands.length === 0) return <p className="text-muted">{t("command.empty")}</p>;
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            <th className={HEAD}>{t("command.column.what")}</th>
            <th className={HEAD}>{t("command.column.state")}</th>
            <th className={`${HEAD} max-sm:hidden`}>{t("command.column.answer")}</th>
            <th className={`${HEAD} max-sm:hidden`}>{t("command.column.steps")}</th>
            <th className={`${HEAD} max-sm:hidden`}>{t("command.column.by")}</th>
          </tr>
        </thead>
        <tbody>
          {commands.map((row) => (
            <tr key={row.commandId} className="group/row">
              <td className={CELL}>
                <span className="font-medium">{t(`command.label.${row.command.type}`)}</span>
                <span className="block text-xs text-muted">{commandFacts(row.command, t)}</span>
              </td>
              <td className={CELL}>
                <Badge tone={TONE[row.state]}>{t(`command.state.${row.state}`)}</Badge>
                <span className="mt-1 block text-xs sm:hidden">
                  <Answer row={row} t={t} />
                </span>
              </td>
              <td className={`${CELL} max-w-72 max-sm:hidden`}>
                <Answer row={row} t={t} />
              </td>
              <td className={`${CELL} max-sm:hidden`}>
                <Course row={row} zone={zone} t={t} />
              </td>
              <td className={`${CELL} text-muted max-sm:hidden`}>{row.requestedBy ?? t("command.product")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Translator = Awaited<ReturnType<typeof getTranslator<"stations">>>;

/** The station's own status; values that it reported are folded away. */
function Answer({ row, t }: { row: CommandRow; t: Translator }) {
  const { result } = row;
  if (result === null) return <span className="text-faint">–</span>;
  if (result.type === "refused") {
    return (
      <span className="text-bad-text">
        {result.errorCode}
        {result.description !== "" && <span className="block text-xs text-muted">{result.description}</span>}
      </span>
    );
  }
  if (result.type !== "answered") return <span className="text-faint">–</span>;
  return (
    <>
      <span className="font-mono text-xs">{result.status}</span>
      {result.info !== null && <span className="block text-xs text-muted">{result.info}</span>}
      {result.status === "RebootRequired" && (
        <span className="block text-xs text-warn-text">{t("command.needsReboot")}</span>
      )}
      {result.variables.length > 0 && (
        <details>
          <summary className="text-xs text-accent-text">
            {t("command.variables", { count: result.variables.length })}
          </summary>
          <ul className="max-h-60 overflow-auto font-mono text-xs">
            {result.variables.map((one) => (
              <li key={`${one.component}/${one.instance}/${one.evse}/${one.variable}`} className="break-all">
                {[one.component, one.variable].filter(Boolean).join(".")} = {one.value ?? one.status}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Asked at a time of day; every later step by how much later. */
function Course({ row, zone, t }: { row: CommandRow; zone: string; t: Translator }) {
  const steps = [
    ["sent", row.sentAt],
    ["answered", row.answeredAt],
    ["done", row.doneAt],
  ] as const;
  return (
    <ol className="flex flex-wrap gap-x-3 text-xs text-muted">
      <li>
        {t("command.step.requested")} <TimeText at={row.requestedAt} zone={zone} style="full" />
      </li>
      {steps.map(
        ([step, at]) =>
          at !== null && (
            <li key={step} className="figures">
              {t(`command.step.${step}`)} +{after(row.requestedAt, at)}
            </li>
          ),
      )}
    </ol>
  );
}

function after(from: Date, to: Date): string {
  const ms = Math.max(0, to.getTime() - from.getTime());
  return ms < 1000 ? `${ms} ms` : `${Math.round(ms / 1000)} s`;
}
