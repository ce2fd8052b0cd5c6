import type { Decimal } from "@/server/domain/decimal";

/** Standard VAT rates by country and start date. The data must be confirmed by a local adviser. */
const STANDARD_RATES: Readonly<Record<string, readonly (readonly [from: string, vatPercent: Decimal])[]>> = {
  AT: [["1995-01-01", "20"]],
  BE: [["1996-01-01", "21"]],
  BG: [["1999-01-01", "20"]],
  CH: [
    ["2018-01-01", "7.7"],
    ["2024-01-01", "8.1"],
  ],
  CY: [["2014-01-13", "19"]],
  CZ: [["2013-01-01", "21"]],
  DE: [
    ["2007-01-01", "19"],
    ["2020-07-01", "16"],
    ["2021-01-01", "19"],
  ],
  DK: [["1992-01-01", "25"]],
  EE: [
    ["2009-07-01", "20"],
    ["2024-01-01", "22"],
    ["2025-07-01", "24"],
  ],
  ES: [["2012-09-01", "21"]],
  FI: [
    ["2013-01-01", "24"],
    ["2024-09-01", "25.5"],
  ],
  FR: [["2014-01-01", "20"]],
  GB: [["2011-01-04", "20"]],
  GR: [["2016-06-01", "24"]],
  HR: [["2012-03-01", "25"]],
  HU: [["2012-01-01", "27"]],
  IE: [
    ["2012-01-01", "23"],
    ["2020-09-01", "21"],
    ["2021-03-01", "23"],
  ],
  IT: [["2013-10-01", "22"]],
  LT: [["2009-09-01", "21"]],
  LU: [
    ["2015-01-01", "17"],
    ["2023-01-01", "16"],
    ["2024-01-01", "17"],
  ],
  LV: [["2012-07-01", "21"]],
  MT: [["2004-01-01", "18"]],
  NL: [["2012-10-01", "21"]],
  NO: [["2005-01-01", "25"]],
  PL: [["2011-01-01", "23"]],
  PT: [["2011-01-01", "23"]],
  RO: [
    ["2017-01-01", "19"],
    ["2025-08-01", "21"],
  ],
  SE: [["1990-07-01", "25"]],
  SI: [["2013-07-01", "22"]],
  SK: [
    ["2011-01-01", "20"],
    ["2025-01-01", "23"],
  ],
};

/** Members of the European VAT area by ISO 3166 code. Greek VAT ids begin with EL. */
const EU_MEMBERS = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "),
);

/**
 * The standard rate in force on a date ("YYYY-MM-DD"), null for an unknown country or date. The
 * tariff editor proposes it.
 */
export function standardVatPercent(country: string, date: string): Decimal | null {
  return STANDARD_RATES[country]?.findLast(([from]) => from <= date)?.[1] ?? null;
}

export function isEuMember(country: string): boolean {
  return EU_MEMBERS.has(country);
}
