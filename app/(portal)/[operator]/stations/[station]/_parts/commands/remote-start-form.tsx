"use client";

import type { ReactElement } from "react";
import { useTranslations } from "use-intl/react";
import { useApiClient } from "@/app/_trpc/client";
import { ComboboxField } from "@/app/_ui/fields/combobox";
import { SelectField } from "@/app/_ui/fields/select";
import { typedText } from "@/app/_ui/fields/typed-text";
import { CommandDialog } from "./command-dialog";

/** Starts a session from here: at which EVSE, and on whose token. */
export function RemoteStartForm({
  stationId,
  evses,
  chosen,
  trigger,
}: {
  stationId: string;
  evses: readonly number[];
  chosen?: number;
  trigger: ReactElement;
}) {
  const t = useTranslations("stations.command");
  const client = useApiClient();
  const search = async (query: string) =>
    (await client.stations.tokens.query({ query })).map(({ tokenId, uid, label, holder }) => ({
      value: tokenId,
      label: `${holder} · ${label ?? uid}`,
      ...(label === null ? {} : { hint: uid }),
    }));
  return (
    <CommandDialog
      stationId={stationId}
      title={t("label.remote-start")}
      trigger={trigger}
      input={(data) => ({
        type: "remote-start",
        evse: Number(typedText(data)("evse")),
        tokenId: typedText(data)("tokenId"),
      })}
    >
      <SelectField
        name="evse"
        label={t("evse")}
        choices={evses.map((number) => ({ value: String(number), label: String(number) }))}
        defaultValue={String(chosen ?? evses[0] ?? 1)}
      />
      <ComboboxField
        name="tokenId"
        label={t("token")}
        hint={t("tokenHint")}
        placeholder={t("tokenPlaceholder")}
        search={search}
      />
    </CommandDialog>
  );
}
