/** What one line of an import asks for, or the first reason why it cannot be. Pure. */
import type { Locale } from "@/server/domain/locale";
import { EmailAddress } from "@/server/input/typed";
import { AddressFacts, TokenUid } from "./facts";
import { readKind, type StoredTokenKind } from "./token-kind";
import type { ImportProblem, LineProblem, ReadLine } from "./import-lines";

/** The columns of a file of drivers, with other names people give them (lower case, no spaces). */
export const DRIVER_COLUMNS = {
  uid: ["token", "tokenuid", "idtag", "rfid", "card", "cartao"],
  type: ["kind", "tokentype", "idtokentype", "tipo"],
  label: ["tokenlabel", "etiqueta"],
  last_day: ["validuntil", "expires", "validade"],
  name: ["driver", "drivername", "nome", "condutor"],
  email: ["mail", "driveremail", "emailaddress"],
  phone: ["telephone", "mobile", "telefone"],
  street: ["address", "morada"],
  postal_code: ["zip", "postcode", "codigopostal"],
  city: ["town", "cidade", "localidade"],
  country: ["pais"],
  vat_id: ["vat", "nif", "taxid"],
  language: ["locale", "idioma"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export const TOKEN_COLUMNS = {
  uid: DRIVER_COLUMNS.uid,
  type: DRIVER_COLUMNS.type,
  contract_id: ["contract", "evcoid", "emaid"],
  label: DRIVER_COLUMNS.label,
  last_day: DRIVER_COLUMNS.last_day,
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type TokenInput = {
  readonly uid: string;
  readonly kind: StoredTokenKind;
  readonly label: string | null;
  readonly contractId: string | null;
  readonly lastDay: string | null;
};

export type DriverInput = {
  readonly name: string | null;
  readonly email: string;
  readonly phone: string | null;
  readonly street: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly country: string;
  readonly vatId: string | null;
  readonly locale: Locale;
};

type Checked<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & LineProblem);

const invalid = (problem: ImportProblem, about: string | null = null): { ok: false } & LineProblem => ({
  ok: false,
  problem,
  about,
});

/** The token of a line; null when the cell is empty. */
export function checkToken({ values, tooShort }: ReadLine<keyof typeof TOKEN_COLUMNS>): Checked<TokenInput | null> {
  if (tooShort) return invalid("TOO_FEW_CELLS");
  if (values.uid === "") return { ok: true, value: null };
  const uid = TokenUid.safeParse(values.uid);
  if (!uid.success) return invalid("UID_MALFORMED", values.uid.slice(0, 60));
  const kind = readKind(values.type);
  if (kind === undefined) return invalid("TYPE_UNKNOWN", values.type.slice(0, 30));
  const lastDay = values.last_day === "" ? null : readDay(values.last_day);
  if (lastDay === undefined) return invalid("DATE_MALFORMED", values.last_day.slice(0, 30));
  if (values.label.length > 60) return invalid("TOO_LONG", "label");
  if (values.contract_id.length > 36) return invalid("TOO_LONG", "contract_id");
  return {
    ok: true,
    value: { uid: uid.data, kind, label: orNull(values.label), contractId: orNull(values.contract_id), lastDay },
  };
}

/**
 * The person of a line. `home`: the country and language of the company that bills, for a line that
 * names none.
 */
function checkDriver(
  { values }: ReadLine<keyof typeof DRIVER_COLUMNS>,
  defaults: { country: string; locale: Locale },
): Checked<DriverInput> {
  if (values.email === "") return invalid("EMAIL_MISSING");
  const email = EmailAddress.safeParse(values.email);
  if (!email.success) return invalid("EMAIL_MALFORMED", values.email.slice(0, 60));
  const language = values.language.toLowerCase().slice(0, 2);
  if (language !== "" && language !== "en" && language !== "pt") return invalid("LANGUAGE_UNKNOWN", values.language);
  const address = AddressFacts.safeParse({
    street: values.street,
    postalCode: values.postal_code,
    city: values.city,
    country: values.country === "" ? defaults.country : values.country,
    vatId: values.vat_id,
    locale: language === "" ? defaults.locale : language,
  });
  if (!address.success) {
    const [column] = address.error.issues[0]?.path ?? [];
    return column === "country" ? invalid("COUNTRY_MALFORMED", values.country) : invalid("TOO_LONG", String(column));
  }
  if (values.name.length > 120) return invalid("TOO_LONG", "name");
  if (values.phone.length > 40) return invalid("TOO_LONG", "phone");
  const { name, phone } = values;
  return { ok: true, value: { name: orNull(name), email: email.data, phone: orNull(phone), ...address.data } };
}

/** A whole line of a file of drivers. */
export function checkDriverLine(
  line: ReadLine<keyof typeof DRIVER_COLUMNS>,
  defaults: { country: string; locale: Locale },
): Checked<{ token: TokenInput | null; driver: DriverInput }> {
  const token = checkToken({ ...line, values: { ...line.values, contract_id: "" } });
  if (!token.ok) return token;
  const driver = checkDriver(line, defaults);
  return driver.ok ? { ok: true, value: { token: token.value, driver: driver.value } } : driver;
}

const orNull = (text: string): string | null => (text === "" ? null : text);

/**
 * 2027-12-31, 31/12/2027 or 31.12.2027; undefined for anything else, and for days that are none.
 */
function readDay(text: string): string | undefined {
  const dayFirst = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text);
  const [, day = "", month = "", year = ""] = dayFirst ?? [];
  const iso = dayFirst ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text.slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso) || (!dayFirst && text.length > 10 && text[10] !== "T")) return undefined;
  const at = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso ? undefined : iso;
}
