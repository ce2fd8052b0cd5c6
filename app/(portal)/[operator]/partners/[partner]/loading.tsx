import { getTranslator } from "@/app/_i18n/translator";
import { DetailSkeleton } from "@/app/_ui/skeleton";

export default async function Loading() {
  const t = await getTranslator("partners");
  return <DetailSkeleton label={t("title")} />;
}
