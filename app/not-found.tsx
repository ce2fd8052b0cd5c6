import { getTranslator } from "@/app/_i18n/translator";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { LinkButton } from "@/app/_ui/action/link-button";

export default async function NotFound() {
  const t = await getTranslator("errors");
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState title={t("notFoundTitle")} action={<LinkButton href="/">{t("home")}</LinkButton>}>
        {t("notFound")}
      </EmptyState>
    </main>
  );
}
