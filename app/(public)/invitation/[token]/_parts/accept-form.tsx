"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "use-intl/react";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Form } from "@/app/_ui/fields/form";
import { TextField } from "@/app/_ui/fields/text-field";
import { typedText } from "@/app/_ui/fields/typed-text";

/**
 * Someone new says their name and a password; someone known only says yes (signed in as
 * themselves).
 */
export function AcceptForm({ token, isKnownPerson }: { readonly token: string; readonly isKnownPerson: boolean }) {
  const t = useTranslations("signIn");
  const locale = useLocale();
  const router = useRouter();
  const trpc = useTRPC();
  const accept = useMutation(
    trpc.operators.acceptInvitation.mutationOptions({
      onSuccess: ({ slug }) => router.push(isKnownPerson ? `/${slug}` : "/sign-in"),
    }),
  );
  const refused = accept.error ? errorFacts(accept.error) : null;
  const submit = (data: FormData): void => {
    const name = isKnownPerson ? "-" : typedText(data)("name");
    // a known person keeps their own password; the server ignores this one
    const password = isKnownPerson ? crypto.randomUUID() : typedText(data)("password");
    accept.mutate({ token, name, password, locale });
  };
  return (
    <Form onSubmit={submit} errors={refused?.fields} problem={refused?.sentence} className="grid gap-4">
      {!isKnownPerson && (
        <>
          <TextField name="name" label={t("name")} autoComplete="name" />
          <TextField
            name="password"
            label={t("newPassword")}
            hint={t("passwordHint")}
            type="password"
            autoComplete="new-password"
            minLength={12}
          />
        </>
      )}
      <Button type="submit" variant="primary" pending={accept.isPending}>
        {t("accept")}
      </Button>
    </Form>
  );
}
