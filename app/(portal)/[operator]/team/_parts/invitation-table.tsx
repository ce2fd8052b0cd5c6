"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { RelativeTime } from "@/app/_ui/text/relative-time";
import { toast } from "@/app/_ui/feedback/toast";
import type { Role } from "@/server/domain/access/role";

type Invitation = {
  readonly invitationId: string;
  readonly email: string;
  readonly role: Role;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
};

/** Invitations that nobody has answered yet. */
export function InvitationTable({
  invitations,
  mayChange,
}: {
  readonly invitations: readonly Invitation[];
  readonly mayChange: boolean;
}) {
  const t = useTranslations("team");
  const labels = useTranslations("labels");
  const columns: Column<Invitation>[] = [
    {
      id: "email",
      header: t("email"),
      card: "title",
      cell: (invitation) => <span className="font-medium">{invitation.email}</span>,
    },
    { id: "role", header: t("role"), cell: (invitation) => labels(`roles.${invitation.role}`) },
    { id: "invitedAt", header: t("invitedAt"), cell: (invitation) => <RelativeTime at={invitation.invitedAt} /> },
    { id: "expiresAt", header: t("expiresAt"), cell: (invitation) => <RelativeTime at={invitation.expiresAt} /> },
    ...(mayChange
      ? [
          {
            id: "revoke",
            header: labels("actions"),
            align: "end" as const,
            card: "actions" as const,
            cell: (invitation: Invitation) => <RevokeButton invitationId={invitation.invitationId} />,
          },
        ]
      : []),
  ];
  return (
    <DataTable
      label={t("invitations")}
      columns={columns}
      rows={invitations}
      rowKey={(row) => row.invitationId}
      rowName={(row) => row.email}
      height="content"
      empty={null}
    />
  );
}

function RevokeButton({ invitationId }: { readonly invitationId: string }) {
  const t = useTranslations("team");
  const router = useRouter();
  const trpc = useTRPC();
  const revoke = useMutation(
    trpc.operators.revokeInvitation.mutationOptions({
      onSuccess: () => router.refresh(),
      onError: (error) => toast.failed(errorFacts(error).message),
    }),
  );
  return (
    <Button size="sm" variant="quiet" pending={revoke.isPending} onClick={() => revoke.mutate({ invitationId })}>
      {t("revoke")}
    </Button>
  );
}
