import { Download } from "lucide-react";
import { getTranslator } from "@/app/_i18n/translator";
import { LinkButton } from "@/app/_ui/action/link-button";
import { Notice } from "@/app/_ui/feedback/notice";
import { Section } from "@/app/_ui/layout/section";
import type { Query } from "../../../../_parts/query";
import { PagerLinks } from "../../../_parts/pager-links";
import type { DeviationRow, StationDetail, StationModel } from "../../../_parts/station-types";
import { DeviationLine } from "./deviation-line";
import { ModelSection } from "./model-section";

/** How the station departs from its specification, and what is known of its model. */
export async function DeviationsTab(props: {
  operator: string;
  station: StationDetail;
  deviations: readonly DeviationRow[];
  model: StationModel;
  after: string | null;
  params: Query;
  mayWrite: boolean;
}) {
  const t = await getTranslator("deviations");
  const { operator, station, deviations, model, after, params, mayWrite } = props;
  return (
    <div className="grid gap-6">
      <Section title={t("title")} description={t("hint")} actions={<Exports operator={operator} station={station} />}>
        {station.schemaMode === "strict" && <Notice tone="live">{t("strict")}</Notice>}
        {deviations.length === 0 ? (
          <p className="text-muted">{t("none")}</p>
        ) : (
          <div className="mt-2 overflow-hidden rounded-lg border border-line bg-surface">
            {deviations.map((row) => (
              <DeviationLine key={keyOf(row)} deviation={row} zone={station.timeZone} />
            ))}
          </div>
        )}
        <PagerLinks params={params} before={null} after={after} />
      </Section>
      <ModelSection model={model} mayWrite={mayWrite} />
    </div>
  );
}

const keyOf = ({ kind, place, vendor, model, firmwareVersion }: DeviationRow): string =>
  JSON.stringify([kind, place, vendor, model, firmwareVersion]);

async function Exports({ operator, station }: { operator: string; station: StationDetail }) {
  const t = await getTranslator("deviations");
  const file = (filter: Record<string, string>) =>
    `/api/export/${operator}/deviations?${new URLSearchParams(filter).toString()}`;
  const icon = <Download aria-hidden />;
  return (
    <>
      <LinkButton href={file({ station: station.stationId })} download="" size="sm" icon={icon}>
        {t("exportStation")}
      </LinkButton>
      {station.vendor !== null && station.model !== null && (
        <LinkButton href={file({ vendor: station.vendor, model: station.model })} download="" size="sm" icon={icon}>
          {t("exportModel")}
        </LinkButton>
      )}
    </>
  );
}
