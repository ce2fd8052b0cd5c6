import type { ReactNode } from "react";
import { getTranslator } from "@/app/_i18n/translator";
import { cn } from "@/app/_ui/cn";
import { TimeText } from "@/app/_ui/text/time-text";
import type { TariffAssignment } from "../../_parts/tariff-types";
import { EndAssignment } from "./end-assignment";

/** Where and for whom the tariff holds, will hold and held. */
export async function Assignments({
  assignments,
  mayEnd,
  zone,
}: {
  assignments: readonly TariffAssignment[];
  mayEnd: boolean;
  zone: string;
}) {
  const t = await getTranslator("tariffs");
  if (assignments.length === 0) return <p className="text-muted">{t("assignmentsNone")}</p>;
  return (
    <ul className="divide-y divide-line">
      {assignments.map((assignment) => {
        const { id, scope, audience, place, when } = assignment;
        const hasEnded = when === "past";
        return (
          <li key={id} className={cn("flex flex-wrap items-center gap-x-3 py-2", hasEnded && "text-faint")}>
            <div className="min-w-0 flex-1">
              <p className="font-medium">
                {place ?? t(`scope.${scope}`)}
                {place && <span className="ml-1.5 text-xs font-normal text-muted">{t(`scope.${scope}`)}</span>}
              </p>
              <p className="text-xs text-muted">
                {t(`audience.${audience}`)} · <Validity assignment={assignment} zone={zone} />
              </p>
            </div>
            {mayEnd && !hasEnded && <EndAssignment assignmentId={id} />}
          </li>
        );
      })}
    </ul>
  );
}

async function Validity({ assignment, zone }: { assignment: TariffAssignment; zone: string }) {
  const { validFromMs, validToMs, when } = assignment;
  const t = await getTranslator("tariffs");
  return (
    <>
      {rich(
        t(when === "future" ? "validSoon" : "validFrom", { at: MARK }),
        <TimeText at={new Date(validFromMs)} zone={zone} />,
      )}
      {validToMs !== null && (
        <>
          {", "}
          {rich(t("validTo", { at: MARK }), <TimeText at={new Date(validToMs)} zone={zone} />)}
        </>
      )}
    </>
  );
}

const MARK = "\u0000";

/** Puts an element where the mark stands in a sentence. */
function rich(sentence: string, element: ReactNode) {
  const [before, after] = sentence.split(MARK);
  return (
    <>
      {before}
      {element}
      {after}
    </>
  );
}
