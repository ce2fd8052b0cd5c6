import { getTranslator } from "@/app/_i18n/translator";
import { TextLink } from "@/app/_ui/action/text-link";
import { TimeText } from "@/app/_ui/text/time-text";
import { Timeline } from "@/app/_ui/chart/timeline";
import type { Tone } from "@/app/_ui/feedback/tone";
import type { TariffVersion } from "../../_parts/tariff-types";

const TONE: Readonly<Record<TariffVersion["state"], Tone>> = { draft: "warn", published: "good", superseded: "idle" };

/** Every version, newest first, each comparable with the one before it. */
export async function Versions({
  operator,
  tariffId,
  versions,
}: {
  operator: string;
  tariffId: string;
  versions: readonly TariffVersion[];
}) {
  const t = await getTranslator("tariffs");
  const entries = versions.map((version, index) => {
    const before = versions[index + 1];
    return {
      key: version.id,
      tone: TONE[version.state],
      title: `${t("version", { version: String(version.version) })} · ${t(`versionStates.${version.state}`)}`,
      at: <TimeText at={new Date(version.publishedAtMs ?? version.updatedAtMs)} />,
      detail: (
        <>
          {version.publishedBy && <span className="block">{t("publishedBy", { name: version.publishedBy })}</span>}
          {version.state !== "draft" && (
            <span className="block">{t("versionSessions", { count: version.sessionCount })}</span>
          )}
          {before && (
            <TextLink
              href={`/${operator}/tariffs/${tariffId}/compare?a=${before.version}&b=${version.version}`}
              className="text-sm"
            >
              {t("compare")}
            </TextLink>
          )}
        </>
      ),
    };
  });
  return <Timeline label={t("versions")} entries={entries} />;
}
