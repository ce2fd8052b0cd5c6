import { getTranslator } from "@/app/_i18n/translator";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { LinkButton } from "@/app/_ui/action/link-button";

/** A thing that is not there, within the frame: the way on is at hand. */
export default async function NotFound() {
  const t = await getTranslator("errors");
  return (
    <div className="grid min-h-[70dvh] place-items-center">
      <EmptyState title={t("notFoundTitle")} action={<LinkButton href="/">{t("home")}</LinkButton>}>
        {t("notFound")}
      </EmptyState>
    </div>
  );
}
