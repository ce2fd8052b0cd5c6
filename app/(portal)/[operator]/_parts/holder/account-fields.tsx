"use client";

import { LOCALES } from "@/app/_i18n/locale";
import { useTranslations } from "use-intl/react";
import { SelectField } from "@/app/_ui/fields/select";
import { TextField } from "@/app/_ui/fields/text-field";
import { typedText } from "@/app/_ui/fields/typed-text";
import { localeOf } from "../form-refusal";
import type { Account, Seller } from "./holder-types";

/**
 * Street to language: what stands on invoices beside name and e-mail. `of`: what is there; null for
 * a new account.
 */
export function AddressFields({ of, country }: { of: Account | null; country?: string | undefined }) {
  const t = useTranslations("drivers");
  const languages = LOCALES.map((value) => ({ value, label: t(`languages.${value}`) }));
  const home = of?.country ?? country;
  return (
    <>
      <TextField name="street" label={t("field.street")} defaultValue={of?.street ?? undefined} optional />
      <TextField name="postalCode" label={t("field.postalCode")} defaultValue={of?.postalCode ?? undefined} optional />
      <TextField name="city" label={t("field.city")} defaultValue={of?.city ?? undefined} optional />
      <TextField
        name="country"
        label={t("field.country")}
        hint={t("field.countryHint")}
        defaultValue={home}
        maxLength={2}
        pattern="[A-Za-z]{2}"
      />
      <TextField name="vatId" label={t("field.vatId")} defaultValue={of?.vatId ?? undefined} optional />
      <SelectField
        name="locale"
        label={t("field.language")}
        choices={languages}
        defaultValue={of?.locale ?? (home === "PT" ? "pt" : "en")}
      />
    </>
  );
}

/** Which of our companies bills; not asked when there is but one. */
export function SellerField({ sellers }: { sellers: readonly Seller[] }) {
  const t = useTranslations("drivers.field");
  const [first] = sellers;
  if (sellers.length <= 1) return <input type="hidden" name="legalEntityId" value={first?.legalEntityId ?? ""} />;
  return (
    <SelectField
      name="legalEntityId"
      label={t("seller")}
      hint={t("sellerHint")}
      choices={sellers.map(({ legalEntityId, name }) => ({ value: legalEntityId, label: name }))}
      defaultValue={first?.legalEntityId}
    />
  );
}

/** Days until an invoice is due. */
export function TermsField({ days }: { days: number }) {
  const t = useTranslations("drivers.field");
  return (
    <TextField
      name="paymentTermsDays"
      label={t("terms")}
      suffix={t("days")}
      inputMode="numeric"
      pattern="\d{1,3}"
      defaultValue={String(days)}
    />
  );
}

/** The address as the form holds it. */
export function addressIn(data: FormData) {
  const text = typedText(data);
  return {
    street: text("street"),
    postalCode: text("postalCode"),
    city: text("city"),
    country: text("country"),
    vatId: text("vatId"),
    locale: localeOf(text("locale")),
  };
}
