/**
 * What people type into forms and files, wherever it is asked for: trimmed, and refused with a
 * sentence of domain/field-sentences.ts.
 */
import { LOCALES } from "@/server/domain/locale";
import { z } from "zod";
import { isCurrency } from "@/server/domain/currency";
import { isTimeZone } from "@/server/domain/zone";

/** One line that must be there. */
export const line = (max: number) => z.string().trim().min(1, "Please fill this in.").max(max);

/** Empty text is nothing: stored as null, never as "". */
export const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((text) => (text === "" ? null : text))
    .nullable()
    .default(null);

/** Why a person decided as they did, for whoever asks later. */
export const Note = z.string().trim().min(3, "Say in a few words why.").max(500);

export const EmailAddress = z.email("This is not an e-mail address.").max(254);

/** ISO 3166-1 alpha-2 */
export const Country = z
  .string()
  .trim()
  .transform((code) => code.toUpperCase())
  .pipe(z.string().regex(/^[A-Z]{2}$/, "Two letters, such as PT."));

/** ISO 4217 */
export const Currency = z.string().refine(isCurrency, "The three capital letters of a currency, such as EUR.");

/** IANA */
export const TimeZone = z.string().refine(isTimeZone, "This is not a time zone, such as Europe/Lisbon.");

/** A language that we write in. */
export const Locale = z.enum(LOCALES);

/** Days from an invoice's date to its due date. */
export const PaymentTermsDays = z.number().int().min(0, "Zero or more days.").max(180, "At most 180 days.");
