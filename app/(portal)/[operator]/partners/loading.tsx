import { getTranslator } from "@/app/_i18n/translator";
import { ListSkeleton } from "@/app/_ui/skeleton";

export default async function Loading() {
  const t = await getTranslator("partners");
  return <ListSkeleton label={t("title")} />;
}
