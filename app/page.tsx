import { redirect } from "next/navigation";
import { getTranslator } from "@/app/_i18n/translator";
import { orNotFound, portal } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/feedback/empty-state";

/** Goes on to the person's operator. */
export default async function Home() {
  const api = await portal(null);
  const { memberships } = await orNotFound(api.identity.me());
  const [first] = memberships;
  if (first) redirect(`/${first.slug}`);
  const t = await getTranslator("signIn");
  return (
    <main id="content" className="grid min-h-dvh place-items-center">
      <EmptyState title={t("noOperatorTitle")}>{t("noOperatorText")}</EmptyState>
    </main>
  );
}
