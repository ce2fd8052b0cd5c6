import { getTranslator } from "@/app/_i18n/translator";
import { TextLink } from "@/app/_ui/action/text-link";

/** Shown after a link was asked for, whether or not the address belongs to anyone. */
export default async function CheckMailPage() {
  const t = await getTranslator("signIn");
  return (
    <>
      <h1 className="mb-3 text-2xl font-semibold tracking-tight">{t("checkMailTitle")}</h1>
      <p className="mb-5 text-muted">{t("checkMailText")}</p>
      <TextLink href="/sign-in">{t("back")}</TextLink>
    </>
  );
}
