"use client";

import { useMutation } from "@tanstack/react-query";
import { UserMinus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { Badge } from "@/app/_ui/feedback/badge";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Select } from "@/app/_ui/fields/select";
import { TimeText } from "@/app/_ui/text/time-text";
import { toast } from "@/app/_ui/feedback/toast";
import type { Role } from "@/server/domain/access/role";
import { useRoleChoices } from "./role-choices";

type Member = {
  readonly userId: string;
  readonly name: string | null;
  readonly email: string;
  readonly role: Role;
  readonly since: Date;
};

/** The team; whoever may change it changes roles in place. */
export function MemberTable({
  members,
  ownUserId,
  mayChange,
}: {
  readonly members: readonly Member[];
  readonly ownUserId: string;
  readonly mayChange: boolean;
}) {
  const t = useTranslations("team");
  const labels = useTranslations("labels");
  const nameOf = (member: Member): string => member.name ?? member.email;
  const columns: Column<Member>[] = [
    {
      id: "name",
      header: labels("name"),
      card: "title",
      cell: (member) => (
        <span className="flex items-center gap-2 font-medium">
          {nameOf(member)}
          {member.userId === ownUserId && <Badge mark={false}>{t("you")}</Badge>}
        </span>
      ),
    },
    { id: "email", header: t("email"), cell: (member) => member.email },
    {
      id: "role",
      header: t("role"),
      cell: (member) => (mayChange ? <RoleSelect member={member} /> : labels(`roles.${member.role}`)),
    },
    { id: "since", header: t("since"), cell: (member) => <TimeText at={member.since} style="date" /> },
    ...(mayChange
      ? [
          {
            id: "remove",
            header: labels("actions"),
            align: "end" as const,
            card: "actions" as const,
            cell: (member: Member) => <RemoveButton member={member} name={nameOf(member)} />,
          },
        ]
      : []),
  ];
  return (
    <DataTable
      label={t("title")}
      columns={columns}
      rows={members}
      rowKey={(member) => member.userId}
      rowName={nameOf}
      height="content"
      empty={null}
    />
  );
}

function RoleSelect({ member }: { readonly member: Member }) {
  const t = useTranslations("team");
  const router = useRouter();
  const trpc = useTRPC();
  const choices = useRoleChoices();
  const change = useMutation(
    trpc.operators.changeRole.mutationOptions({
      onSuccess: () => router.refresh(),
      onError: (error) => toast.failed(errorFacts(error).message),
    }),
  );
  return (
    <Select
      ariaLabel={t("roleOf", { name: member.name ?? member.email })}
      size="sm"
      className="max-w-44"
      choices={choices}
      value={change.isPending ? (change.variables?.role ?? member.role) : member.role}
      disabled={change.isPending}
      onValueChange={(role) => change.mutate({ userId: member.userId, role })}
    />
  );
}

function RemoveButton({ member, name }: { readonly member: Member; readonly name: string }) {
  const t = useTranslations("team");
  const labels = useTranslations("labels");
  const router = useRouter();
  const trpc = useTRPC();
  const remove = useMutation(trpc.operators.removeMember.mutationOptions({ onSuccess: () => router.refresh() }));
  return (
    <ConfirmDialog
      danger
      title={t("removeTitle", { name })}
      action={labels("remove")}
      trigger={<IconButton label={t("removeTitle", { name })} icon={<UserMinus aria-hidden />} size="sm" />}
      onConfirm={() => remove.mutateAsync({ userId: member.userId })}
    >
      {t("removeText")}
    </ConfirmDialog>
  );
}
