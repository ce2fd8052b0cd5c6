"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { ComboboxField } from "@/app/_ui/fields/combobox";
import { Form } from "@/app/_ui/fields/form";
import { LinkButton } from "@/app/_ui/action/link-button";
import { Section } from "@/app/_ui/layout/section";
import { TextField } from "@/app/_ui/fields/text-field";
import { typedText } from "@/app/_ui/fields/typed-text";
import { formRefusal } from "../../../_parts/form-refusal";
import { CredentialPanel } from "../../_parts/credential-panel";
import { EvseFields, evsesIn } from "../../_parts/evse-fields";
import { UnknownStationNotice } from "../../_parts/unknown-station-notice";
import type { Registered, SiteBranch } from "../../_parts/station-types";

const USUAL = [
  { kind: "AC", kilowatts: "22" },
  { kind: "AC", kilowatts: "22" },
] as const;

/** Where it stands, what it is called, what it has; then its address and password, once. */
export function RegisterForm({ base, sites }: { base: string; sites: readonly SiteBranch[] }) {
  const t = useTranslations("stations.form");
  const trpc = useTRPC();
  const [identity, setIdentity] = useState("");
  const register = useMutation(trpc.stations.register.mutationOptions());
  if (register.data) return <Made base={base} made={register.data} onAnother={() => register.reset()} />;
  const choices = sites.map(({ siteId, name, city }) => ({ value: siteId, label: name, hint: city }));
  const only = choices.length === 1 ? choices[0] : undefined;
  return (
    <Form
      {...formRefusal(register.error)}
      className="grid max-w-150 gap-4"
      onSubmit={(data) =>
        register.mutate({
          siteId: typedText(data)("siteId"),
          name: typedText(data)("name"),
          identity: typedText(data)("identity"),
          evses: [...evsesIn(data)],
        })
      }
    >
      <SiteField choices={choices} {...(only === undefined ? {} : { chosen: only })} />
      <TextField name="name" label={t("name")} hint={t("nameHint")} maxLength={120} autoComplete="off" />
      <TextField
        name="identity"
        label={t("identity")}
        hint={t("identityHint")}
        mono
        maxLength={48}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onBlur={(event) => setIdentity(event.target.value.trim())}
      />
      <UnknownStationNotice identity={identity} />
      <EvseFields initial={USUAL} />
      <div>
        <Button type="submit" variant="primary" pending={register.isPending}>
          {t("submit")}
        </Button>
      </div>
    </Form>
  );
}

function SiteField({
  choices,
  chosen,
}: {
  choices: readonly { value: string; label: string; hint: string }[];
  chosen?: { value: string; label: string };
}) {
  const t = useTranslations("stations");
  return <ComboboxField name="siteId" label={t("site")} choices={choices} defaultValue={chosen ?? null} />;
}

function Made({ base, made, onAnother }: { base: string; made: Registered; onAnother: () => void }) {
  const t = useTranslations("stations.credential");
  const router = useRouter();
  return (
    <Section title={t("title", { identity: made.identity })} framed className="max-w-150">
      <CredentialPanel address={made.address} identity={made.identity} password={made.password} />
      <div className="mt-4 flex gap-2">
        <LinkButton href={`${base}/${made.stationId}`} variant="primary" onClick={() => router.refresh()}>
          {t("open")}
        </LinkButton>
        <Button onClick={onAnother}>{t("another")}</Button>
      </div>
    </Section>
  );
}
