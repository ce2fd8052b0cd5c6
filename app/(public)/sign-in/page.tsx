import { redirect } from "next/navigation";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { Notice } from "@/app/_ui/feedback/notice";
import { auth } from "@/server/auth";
import { SignInForm } from "./_parts/sign-in-form";

type Props = { readonly searchParams: Promise<{ next?: string; error?: string }> };

export async function generateMetadata() {
  const t = await getTranslator("signIn");
  return { title: t("title") };
}

export default async function SignInPage({ searchParams }: Props) {
  const { next = "/", error } = await searchParams;
  if ((await auth())?.user) redirect("/");
  const t = await getTranslator("signIn");
  return (
    <>
      <h1 className="mb-5 text-2xl font-semibold tracking-tight">{t("title")}</h1>
      {error && (
        <div className="mb-4">
          <Notice tone="bad">{t("linkFailed")}</Notice>
        </div>
      )}
      <ClientMessages areas={["signIn"]}>
        <SignInForm next={next} />
      </ClientMessages>
    </>
  );
}
