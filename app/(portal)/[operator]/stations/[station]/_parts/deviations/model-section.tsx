import { getTranslator } from "@/app/_i18n/translator";
import { TextLink } from "@/app/_ui/action/text-link";
import { Badge } from "@/app/_ui/feedback/badge";
import { Section } from "@/app/_ui/layout/section";
import type { OwnProfile, StationModel } from "../../../_parts/station-types";
import { ModelDialog } from "./model-dialog";
import { RemoveProfile } from "./remove-profile";

/** The profiles that hold for a station's model, where each comes from, and a person's own. */
export async function ModelSection({ model, mayWrite }: { model: StationModel; mayWrite: boolean }) {
  const t = await getTranslator("deviations");
  const { reported, shipped, own } = model;
  const name = [reported.vendor, reported.model].filter(Boolean).join(" ");
  const initial: OwnProfile = {
    profileId: "",
    vendor: reported.vendor ?? "",
    model: reported.model ?? "",
    firmware: "",
    registerMeaning: null,
    clock: null,
    silenceS: null,
    ping: null,
    note: "",
  };
  return (
    <Section
      title={t("model.title")}
      description={t("model.hint")}
      actions={mayWrite && name !== "" && <ModelDialog profile={initial} label={t("model.edit")} />}
    >
      {name === "" ? (
        <p className="text-muted">{t("model.unknown")}</p>
      ) : shipped.length + own.length === 0 ? (
        <p className="text-muted">{t("model.nothing", { model: name })}</p>
      ) : (
        <ul className="rounded-lg border border-line bg-surface">
          {own.map((profile) => (
            <li key={profile.profileId} className={LINE}>
              <Badge tone="live">{t("model.own")}</Badge>
              <Match profile={profile} />
              <Settings settings={profile} />
              <span className="min-w-0 flex-1 text-xs text-muted max-sm:basis-full">{profile.note}</span>
              {mayWrite && (
                <>
                  <ModelDialog profile={profile} label={t("model.change")} />
                  <RemoveProfile profileId={profile.profileId} model={`${profile.vendor} ${profile.model}`} />
                </>
              )}
            </li>
          ))}
          {shipped.map((profile) => (
            <li key={profile.source} className={LINE}>
              <Badge tone="idle">{t("model.shipped")}</Badge>
              <Match profile={profile} />
              <Settings settings={{ ...initial, ...profile.settings }} />
              <span className="min-w-0 flex-1 text-xs text-muted max-sm:basis-full">
                <TextLink href={profile.source}>{t("model.source")}</TextLink>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const LINE = "flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 last:border-b-0";

async function Match({ profile }: { profile: Pick<OwnProfile, "vendor" | "model" | "firmware"> }) {
  const t = await getTranslator("deviations");
  const { vendor, model, firmware } = profile;
  return (
    <span className="font-medium">
      {firmware === "" ? t("model.match", { vendor, model }) : t("model.matchFirmware", { vendor, model, firmware })}
    </span>
  );
}

/** What a profile sets, in words. */
async function Settings({
  settings: { registerMeaning, clock, silenceS, ping },
}: {
  settings: Pick<OwnProfile, "registerMeaning" | "clock" | "silenceS" | "ping">;
}) {
  const t = await getTranslator("deviations");
  const facts = [
    registerMeaning && `${t("model.registerMeaning")}: ${t(`model.registerMeanings.${registerMeaning}`)}`,
    clock && `${t("model.clock")}: ${t(`model.clocks.${clock}`)}`,
    silenceS !== null && `${t("model.silence")}: ${t("model.hours", { count: Math.round(silenceS / 3600) })}`,
    ping && `${t("model.ping")}: ${t(`model.pings.${ping}`)}`,
  ].filter((fact) => fact !== null && fact !== false);
  return <span className="text-muted">{facts.join(" · ")}</span>;
}
