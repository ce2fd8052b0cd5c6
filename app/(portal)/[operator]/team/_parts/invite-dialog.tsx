"use client";

import { useMutation } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { Form } from "@/app/_ui/fields/form";
import { SelectField } from "@/app/_ui/fields/select";
import { TextField } from "@/app/_ui/fields/text-field";
import { toast } from "@/app/_ui/feedback/toast";
import { typedText } from "@/app/_ui/fields/typed-text";
import { isRole } from "@/server/domain/access/role";
import { formRefusal } from "../../_parts/form-refusal";
import { useRoleChoices } from "./role-choices";

/** Invites a colleague by e-mail. */
export function InviteDialog() {
  const t = useTranslations("team");
  const router = useRouter();
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const invite = useMutation(
    trpc.operators.invite.mutationOptions({
      onSuccess: (_, { email }) => {
        toast.done(t("invited", { email }));
        setOpen(false);
        router.refresh();
      },
    }),
  );
  const submit = (data: FormData): void => {
    const role = typedText(data)("role");
    invite.mutate({ email: typedText(data)("email"), role: isRole(role) ? role : "viewer" });
  };
  return (
    <Dialog
      title={t("inviteTitle")}
      description={t("inviteHint")}
      open={isOpen}
      onOpenChange={(next) => {
        invite.reset();
        setOpen(next);
      }}
      trigger={
        <Button variant="primary" icon={<UserPlus aria-hidden />}>
          {t("invite")}
        </Button>
      }
      footer={
        <Button type="submit" form="invite" variant="primary" pending={invite.isPending}>
          {t("sendInvitation")}
        </Button>
      }
    >
      <Form id="invite" onSubmit={submit} {...formRefusal(invite.error)} className="grid gap-4">
        <TextField name="email" label={t("email")} type="email" autoComplete="off" />
        <SelectField name="role" label={t("role")} choices={useRoleChoices()} defaultValue="operator" />
      </Form>
    </Dialog>
  );
}
