"use client";

import { useTranslations } from "use-intl/react";
import { SelectField } from "@/app/_ui/fields/select";
import type { TokenRow } from "./holder-types";

const KINDS = [
  "unspecified",
  "iso14443",
  "iso15693",
  "emaid",
  "central",
  "local",
  "mac_address",
  "evccid",
  "vin",
  "key_code",
] as const satisfies readonly TokenRow["kind"][];

/** What a token is; with its number it names one token. */
export function TokenKindField(props: { value: TokenRow["kind"]; onValueChange: (kind: TokenRow["kind"]) => void }) {
  const t = useTranslations("drivers.token");
  const choices = KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }));
  return <SelectField name="kind" label={t("kind")} hint={t("kindHint")} choices={choices} {...props} />;
}
