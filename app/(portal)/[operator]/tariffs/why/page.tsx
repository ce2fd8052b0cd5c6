import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { orNotFound, portal } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { instantIn } from "../_parts/instant-in";
import { WhyAnswer } from "./_parts/why-answer";
import { WhyHint } from "./_parts/why-question";

type Query = Readonly<Record<string, string | string[] | undefined>>;
type Props = { readonly params: Promise<{ operator: string }>; readonly searchParams: Promise<Query> };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

export async function generateMetadata() {
  const t = await getTranslator("tariffs");
  return { title: t("whyTitle") };
}

/**
 * Why this tariff? Station, audience and time are in the address; the answer is the resolution
 * itself.
 */
export default async function WhyPage({ params, searchParams }: Props) {
  const [{ operator }, query] = await Promise.all([params, searchParams]);
  const t = await getTranslator("tariffs");
  const api = await portal(operator);
  const [places, membership] = await Promise.all([
    orNotFound(api.tariffs.places()),
    orNotFound(api.operators.current()),
  ]);
  const one = (name: string) => (typeof query[name] === "string" ? query[name] : "");
  const requested =
    places.stations.find(({ id }) => UUID.test(one("station")) && id === one("station")) ?? places.stations[0];
  const audience = (["driver", "emsp", "any"] as const).find((known) => known === one("audience")) ?? "driver";
  const zone = places.sites.find(({ name }) => name === requested?.siteName)?.timeZone ?? membership.timeZone;
  const at = LOCAL_TIME.test(one("at")) ? one("at") : "";
  const answer = requested
    ? await orNotFound(
        api.tariffs.explain({ stationId: requested.id, audience, at: at === "" ? null : instantIn(at, zone) }),
      )
    : null;
  return (
    <ClientMessages areas={["tariffs"]}>
      <PageHeader
        crumbs={[{ label: t("title"), href: `/${operator}/tariffs` }]}
        title={t("whyTitle")}
        description={t("whyIntro")}
      />
      <div className="grid gap-5">
        <WhyHint
          stations={places.stations.map(({ id, name, siteName }) => ({ value: id, label: name, hint: siteName }))}
          stationId={requested?.id ?? null}
          audience={audience}
          at={at}
          zone={zone}
        />
        {answer && <WhyAnswer operator={operator} answer={answer} />}
      </div>
    </ClientMessages>
  );
}
