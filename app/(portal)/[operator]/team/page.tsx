import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { may } from "@/server/domain/access/may";
import { InvitationTable } from "./_parts/invitation-table";
import { InviteDialog } from "./_parts/invite-dialog";
import { MemberTable } from "./_parts/member-table";

type Props = { readonly params: Promise<{ operator: string }> };

export async function generateMetadata() {
  const t = await getTranslator("team");
  return { title: t("title") };
}

/** Who may act for this operator, and who was invited. */
export default async function TeamPage({ params }: Props) {
  const { operator } = await params;
  const t = await getTranslator("team");
  const api = await portal(operator);
  const [team, membership, me] = await Promise.all([
    orNotFound(api.operators.team()),
    orNotFound(api.operators.current()),
    orNotFound(api.identity.me()),
  ]);
  const mayChange = may(membership.role, "team:write");
  return (
    <ClientMessages areas={["team"]}>
      <LiveRefresh topics={["team"]} />
      <PageHeader title={t("title")} description={t("description")} actions={mayChange && <InviteDialog />} />
      <div className="grid gap-6">
        <MemberTable members={team.members} ownUserId={me.userId} mayChange={mayChange} />
        {team.invitations.length > 0 && (
          <Section title={t("invitations")} description={t("invitationsHint")}>
            <InvitationTable invitations={team.invitations} mayChange={mayChange} />
          </Section>
        )}
      </div>
    </ClientMessages>
  );
}
