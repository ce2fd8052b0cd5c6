"use client";

import { Download } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { Notice } from "@/app/_ui/feedback/notice";
import { Segmented } from "@/app/_ui/fields/segmented";
import { Stat, StatRow } from "@/app/_ui/layout/stat";
import { Status } from "@/app/_ui/feedback/status-dot";
import type { Tone } from "@/app/_ui/feedback/tone";
import type { ImportReport } from "./holder-types";
import { refusedFile } from "./refused-file";

type Line = ImportReport["lines"][number];

const OUTCOMES = ["new_driver", "new_token", "unchanged", "refused"] as const;
const TONE: Readonly<Record<Line["outcome"], Tone>> = {
  new_driver: "good",
  new_token: "good",
  unchanged: "idle",
  refused: "bad",
};

/** More lines than this nobody reads; the counts and the file of refused lines hold them all. */
const SHOWN = 300;

/**
 * What becomes, or became, of each line; what was refused can be taken away, mended and brought
 * again.
 */
export function ImportResult({ report, action }: { report: ImportReport; action: ReactNode }) {
  const t = useTranslations("drivers.importing");
  const reasonOf = useReason();
  const { counts, isDryRun, lines, refusedCsv } = report;
  const [only, setOnly] = useState<"refused" | "all">(counts.refused > 0 ? "refused" : "all");
  const matching = only === "all" ? lines : lines.filter(({ outcome }) => outcome === "refused");
  const taken = counts.new_driver + counts.new_token;
  return (
    <div className="grid gap-4">
      <Notice tone={isDryRun ? "live" : counts.refused > 0 ? "warn" : "good"} action={action}>
        {isDryRun ? t("dryRun") : `${t("done")} ${t("doneText", { taken, refused: counts.refused })}`}
      </Notice>
      <StatRow>
        {OUTCOMES.map((outcome) => (
          <Stat key={outcome} label={t(`outcomes.${outcome}`)} value={counts[outcome]} />
        ))}
      </StatRow>
      <div className="flex flex-wrap items-center gap-3">
        <Segmented
          label={t("what")}
          value={only}
          onValueChange={setOnly}
          choices={[
            { value: "refused", label: t("onlyRefused") },
            { value: "all", label: t("all") },
          ]}
        />
        {refusedCsv !== null && (
          <Button size="sm" icon={<Download aria-hidden />} onClick={() => save(refusedFile(report, reasonOf))}>
            {t("refusedFile")}
          </Button>
        )}
        {matching.length > SHOWN && (
          <span className="text-sm text-muted">
            {t("more", { shown: String(SHOWN), total: String(matching.length) })}
          </span>
        )}
      </div>
      <LineTable lines={matching.slice(0, SHOWN)} />
    </div>
  );
}

/** Why a line was not taken. */
function useReason(): (line: Line) => string {
  const t = useTranslations("drivers.importing");
  return ({ problem, about }) => (problem === null ? "–" : t(`problems.${problem}`, { about: about ?? t("somebody") }));
}

function LineTable({ lines }: { lines: readonly Line[] }) {
  const t = useTranslations("drivers");
  const reasonOf = useReason();
  const columns: readonly Column<Line>[] = [
    { id: "line", header: t("importing.line"), cell: (line) => <span className="figures">{line.line}</span> },
    { id: "holder", header: t("columns.name"), card: "title", truncate: true, cell: (line) => line.holder ?? "–" },
    {
      id: "uid",
      header: t("token.uid"),
      cell: (line) => <span className="font-mono text-xs">{line.uid ?? "–"}</span>,
    },
    {
      id: "what",
      header: t("importing.what"),
      card: "status",
      cell: (line) => <Status tone={TONE[line.outcome]}>{t(`importing.outcomes.${line.outcome}`)}</Status>,
    },
    {
      id: "reason",
      header: t("importing.reason"),
      cell: reasonOf,
    },
  ];
  return (
    <DataTable
      label={t("importing.what")}
      columns={columns}
      rows={lines}
      rowKey={(line) => String(line.line)}
      rowName={(line) => String(line.line)}
      height="content"
      empty={<p className="p-4 text-sm text-muted">{t("importing.noneRefused")}</p>}
    />
  );
}

/** A file made here, in the browser: what the server refused, with the reasons. */
function save(csv: string) {
  const address = URL.createObjectURL(new Blob(["\uFEFF", csv], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "refused-lines.csv";
  link.click();
  URL.revokeObjectURL(address);
}
