"use client";

import { useState, useTransition } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { Form } from "@/app/_ui/fields/form";
import { TextField } from "@/app/_ui/fields/text-field";
import { typedText } from "@/app/_ui/fields/typed-text";
import { type SignInAnswer, signInByLink, signInByPassword } from "../actions";

/** E-mail and password, or a link by e-mail; what was typed stays when it is refused. */
export function SignInForm({ next }: { readonly next: string }) {
  const t = useTranslations("signIn");
  const [way, setWay] = useState<"password" | "link">("password");
  const [answer, setAnswer] = useState<SignInAnswer>(null);
  const [isPending, start] = useTransition();

  const submit = (data: FormData): void =>
    start(async () => {
      const email = typedText(data)("email");
      setAnswer(
        way === "link"
          ? await signInByLink(email, next)
          : await signInByPassword(email, typedText(data)("password"), next),
      );
    });

  const problem = answer && t(answer.problem === "tooMany" ? "tooMany" : "wrong");
  return (
    <Form onSubmit={submit} problem={problem ?? undefined} className="grid gap-4">
      <TextField name="email" label={t("email")} type="email" autoComplete="username" />
      {way === "password" && (
        <TextField name="password" label={t("password")} type="password" autoComplete="current-password" />
      )}
      <Button type="submit" variant="primary" pending={isPending}>
        {t(way === "password" ? "submit" : "sendLink")}
      </Button>
      <Button
        variant="quiet"
        onClick={() => {
          setAnswer(null);
          setWay(way === "password" ? "link" : "password");
        }}
      >
        {t(way === "password" ? "useLink" : "usePassword")}
      </Button>
    </Form>
  );
}
