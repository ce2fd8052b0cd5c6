/** What people type about companies and places. */
import { z } from "zod";
import { isCurrency } from "@/server/domain/currency";
import { isTimeZone } from "@/server/domain/zone";

export const TimeZone = z.string().refine(isTimeZone, "This is not a time zone, such as Europe/Lisbon.");
export const Country = z.string().regex(/^[A-Z]{2}$/, "Two capital letters, such as PT.");
export const Currency = z.string().refine(isCurrency, "The three capital letters of a currency, such as EUR.");
export const line = (max: number) => z.string().trim().min(1, "Please fill this in.").max(max);
/** Nothing typed is null. */
export const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((text) => (text === "" ? null : text))
    .nullable();
