import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { portal } from "@/app/_trpc/server";
import { ApiProvider } from "@/app/_trpc/client";
import { Notice } from "@/app/_ui/feedback/notice";
import { TextLink } from "@/app/_ui/action/text-link";
import { AcceptForm } from "./_parts/accept-form";

type Props = { readonly params: Promise<{ token: string }> };

/** The link in an invitation letter. */
export default async function InvitationPage({ params }: Props) {
  const { token } = await params;
  const t = await getTranslator("signIn");
  const labels = await getTranslator("labels");
  const api = await portal(null);
  // used, taken back or too old: one sentence for all three
  const invitation = await api.operators.readInvitation({ token }).catch(() => null);
  if (!invitation) {
    return (
      <div className="grid gap-4">
        <h1 className="text-2xl font-semibold tracking-tight">{t("invitationGoneTitle")}</h1>
        <Notice tone="bad">{t("invitationGone")}</Notice>
        <TextLink href="/sign-in">{t("back")}</TextLink>
      </div>
    );
  }
  return (
    <>
      <h1 className="mb-2 text-2xl font-semibold tracking-tight">
        {t("invitationTitle", { operator: invitation.operatorName })}
      </h1>
      <p className="mb-5 text-muted">
        {t("invitationText", { email: invitation.email, role: labels(`roles.${invitation.role}`) })}
      </p>
      <ApiProvider operator={null}>
        <ClientMessages areas={["signIn"]}>
          <AcceptForm token={token} isKnownPerson={invitation.isKnownPerson} />
        </ClientMessages>
      </ApiProvider>
    </>
  );
}
