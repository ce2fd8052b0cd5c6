"use client";

import { useTranslations } from "use-intl/react";
import { TextField } from "@/app/_ui/fields/text-field";

type Address = {
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
};

/** Street, postal code, city and country (two letters). */
export function AddressFields({ of }: { readonly of: Address | null }) {
  const t = useTranslations("settings");
  return (
    <>
      <TextField name="street" label={t("street")} defaultValue={of?.street} />
      <TextField name="postalCode" label={t("postalCode")} defaultValue={of?.postalCode} />
      <TextField name="city" label={t("city")} defaultValue={of?.city} />
      <TextField name="country" label={t("country")} hint={t("countryHint")} defaultValue={of?.country} maxLength={2} />
    </>
  );
}
