import { getTranslator } from "@/app/_i18n/translator";
import { Button } from "@/app/_ui/action/button";

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What next-auth's own address is asked with. */
const MAX_REQUESTS = ["callbackUrl", "token", "email"] as const;

export async function generateMetadata() {
  const t = await getTranslator("signIn");
  return { title: t("title") };
}

/**
 * Where a letter's link leads: a person presses the button. The programs that open every link of a
 * letter before its reader does would use it up, for it works once.
 */
export default async function ConfirmPage({ searchParams }: Props) {
  const requested = await searchParams;
  const t = await getTranslator("signIn");
  return (
    <>
      <h1 className="mb-3 text-2xl font-semibold tracking-tight">{t("title")}</h1>
      <p className="mb-5 break-words text-muted">{t("confirmText", { email: String(requested["email"] ?? "") })}</p>
      <form action="/api/auth/callback/email" method="get" className="grid">
        {MAX_REQUESTS.map((name) => (
          <input key={name} type="hidden" name={name} value={String(requested[name] ?? "")} />
        ))}
        <Button type="submit" variant="primary">
          {t("submit")}
        </Button>
      </form>
    </>
  );
}
