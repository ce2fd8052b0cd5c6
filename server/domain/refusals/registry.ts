import { BILLS_REFUSALS } from "./bills";
import { CUSTOMERS_REFUSALS } from "./customers";
import { NETWORK_REFUSALS } from "./network";
import { PEOPLE_REFUSALS } from "./people";
import { SESSIONS_REFUSALS } from "./sessions";
import { TARIFFS_REFUSALS } from "./tariffs";

/**
 * Every refusal by its code. Codes are public and never change: interfaces and partners' programs
 * compare them. The portal has a sentence for each in its reader's language
 * (app/_i18n/<language>/refusals.ts: a gap does not compile).
 */
export const REFUSALS = {
  ...PEOPLE_REFUSALS,
  ...NETWORK_REFUSALS,
  ...SESSIONS_REFUSALS,
  ...TARIFFS_REFUSALS,
  ...CUSTOMERS_REFUSALS,
  ...BILLS_REFUSALS,
} as const;

export type RefusalCode = keyof typeof REFUSALS;
