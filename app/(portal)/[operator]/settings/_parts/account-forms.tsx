"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { Form } from "@/app/_ui/fields/form";
import { Section } from "@/app/_ui/layout/section";
import { TextField } from "@/app/_ui/fields/text-field";
import { TimeText } from "@/app/_ui/text/time-text";
import { toast } from "@/app/_ui/feedback/toast";
import { typedText } from "@/app/_ui/fields/typed-text";
import { browserName } from "./browser-name";

type Browser = { readonly startedAt: Date; readonly userAgent: string | null; readonly ipAddress: string | null };

/** The signed-in person's own name, password and browsers. */
export function AccountForms({
  me,
  browsers,
}: {
  readonly me: { readonly name: string; readonly email: string };
  readonly browsers: readonly Browser[];
}) {
  const t = useTranslations("settings");
  return (
    <div className="grid max-w-md gap-8">
      <ProfileForm me={me} />
      <PasswordForm />
      <Section title={t("browsers")} description={t("browsersHint")} actions={<SignOutEverywhere />}>
        <ul className="divide-y divide-line text-sm">
          {browsers.map((browser) => (
            <li key={browser.startedAt.toISOString()} className="flex flex-wrap justify-between gap-x-4 py-2">
              <span className="min-w-0 truncate">{browserName(browser.userAgent) ?? t("unknownBrowser")}</span>
              <span className="text-muted">
                {browser.ipAddress} <TimeText at={browser.startedAt} />
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function ProfileForm({ me }: { readonly me: { readonly name: string; readonly email: string } }) {
  const t = useTranslations("settings");
  const labels = useTranslations("labels");
  const router = useRouter();
  const trpc = useTRPC();
  const save = useMutation(
    trpc.identity.updateProfile.mutationOptions({
      onSuccess: () => {
        toast.done(t("saved"));
        router.refresh();
      },
    }),
  );
  const refused = save.error ? errorFacts(save.error) : null;
  return (
    <Form
      onSubmit={(data) => save.mutate({ name: typedText(data)("name") })}
      errors={refused?.fields}
      problem={refused?.sentence}
      className="grid gap-4"
    >
      <TextField name="name" label={labels("name")} defaultValue={me.name} autoComplete="name" />
      <TextField name="email" label={t("email")} defaultValue={me.email} disabled hint={t("emailHint")} />
      <Button type="submit" pending={save.isPending} className="justify-self-start">
        {labels("save")}
      </Button>
    </Form>
  );
}

function PasswordForm() {
  const t = useTranslations("settings");
  const trpc = useTRPC();
  const change = useMutation(
    trpc.identity.changePassword.mutationOptions({ onSuccess: () => toast.done(t("passwordChanged")) }),
  );
  const refused = change.error ? errorFacts(change.error) : null;
  const submit = (data: FormData): void =>
    change.mutate({
      currentPassword: typedText(data)("currentPassword"),
      newPassword: typedText(data)("newPassword"),
    });
  return (
    <Form onSubmit={submit} errors={refused?.fields} problem={refused?.sentence} className="grid gap-4">
      <TextField name="currentPassword" label={t("currentPassword")} type="password" autoComplete="current-password" />
      <TextField
        name="newPassword"
        label={t("newPassword")}
        type="password"
        autoComplete="new-password"
        minLength={12}
        hint={t("passwordHint")}
      />
      <Button type="submit" pending={change.isPending} className="justify-self-start">
        {t("changePassword")}
      </Button>
    </Form>
  );
}

function SignOutEverywhere() {
  const t = useTranslations("settings");
  const router = useRouter();
  const trpc = useTRPC();
  const end = useMutation(
    trpc.identity.signOutEverywhere.mutationOptions({ onSuccess: () => router.push("/sign-in") }),
  );
  return (
    <ConfirmDialog
      title={t("signOutEverywhereTitle")}
      action={t("signOutEverywhere")}
      trigger={<Button size="sm">{t("signOutEverywhere")}</Button>}
      onConfirm={() => end.mutateAsync()}
    >
      {t("signOutEverywhereText")}
    </ConfirmDialog>
  );
}
