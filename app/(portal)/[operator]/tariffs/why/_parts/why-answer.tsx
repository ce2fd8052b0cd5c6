import { getTranslator } from "@/app/_i18n/translator";
import type { portal } from "@/app/_trpc/server";
import { cn } from "@/app/_ui/cn";
import { Notice } from "@/app/_ui/feedback/notice";
import { Section } from "@/app/_ui/layout/section";
import { Status } from "@/app/_ui/feedback/status-dot";
import { TextLink } from "@/app/_ui/action/text-link";
import { TimeText } from "@/app/_ui/text/time-text";

type Api = Awaited<ReturnType<typeof portal>>;
type Answer = Awaited<ReturnType<Api["tariffs"]["explain"]>>;

/** The tariff that wins, and what became of every other assignment that reaches the station. */
export async function WhyAnswer({ operator, answer }: { operator: string; answer: Answer }) {
  const t = await getTranslator("tariffs");
  const { winner, candidates, stationName, siteName } = answer;
  return (
    <>
      {winner ? (
        <Notice tone="good" title={t("whyWinner", { name: winner.tariffName, version: String(winner.version) })}>
          {stationName}, {siteName} · <TimeText at={new Date(answer.atMs)} zone={answer.timeZone} />
        </Notice>
      ) : (
        <Notice tone="bad" title={t("whyNone")}>
          {t("whyNoneText")}
        </Notice>
      )}
      <Section title={t("whyCandidates", { station: stationName })} framed>
        {candidates.length === 0 && <p className="text-muted">{t("whyNoCandidates")}</p>}
        <div className="overflow-x-auto">
          {candidates.length > 0 && (
            <table className="w-full">
              <thead>
                <tr className="border-b border-line text-left text-xs text-muted">
                  {(["tariff", "place", "audience", "verdict"] as const).map((column) => (
                    <th
                      key={column}
                      scope="col"
                      className={cn("py-1.5 pr-4 font-medium", isMiddle(column) && "max-sm:hidden")}
                    >
                      {t(`whyColumns.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {candidates.map(({ assignmentId, tariffId, tariffName, scope, audience, verdict }) => (
                  <tr
                    key={assignmentId}
                    className={cn("border-b border-line last:border-0", verdict !== "chosen" && "text-muted")}
                  >
                    <th scope="row" className="py-1.5 pr-4 text-left font-medium">
                      <span className="block">
                        <TextLink href={`/${operator}/tariffs/${tariffId}`}>{tariffName}</TextLink>
                      </span>
                      <span className="block text-xs font-normal text-muted sm:hidden">
                        {placeOf(scope, answer, t("scope.operator"))} · {t(`audience.${audience}`)}
                      </span>
                    </th>
                    <td className="py-1.5 pr-4 max-sm:hidden">{placeOf(scope, answer, t("scope.operator"))}</td>
                    <td className="py-1.5 pr-4 max-sm:hidden">{t(`audience.${audience}`)}</td>
                    <td className="py-1.5">
                      <Status tone={verdict === "chosen" ? "good" : "idle"}>{t(`verdict.${verdict}`)}</Status>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      </Section>
    </>
  );
}

/** What a phone says under the tariff's name. */
const isMiddle = (column: string): boolean => column === "place" || column === "audience";

const placeOf = (
  scope: Answer["candidates"][number]["scope"],
  { stationName, siteName }: Answer,
  network: string,
): string => (scope === "station" ? stationName : scope === "site" ? siteName : network);
