import { type Rational, compare, equal, fromDecimal, rational, roundHalfUp, sub, sum } from "@/server/domain/exact";
import { inMinorUnits, roundTogether, vatOfGross, vatOfNet, withVat } from "@/server/domain/money";
import { type Amount, type Bill, type BillRow, byVat, rowsOf, totalOf } from "@/server/domain/tariff/bill";
import type { MinorBounds } from "@/server/domain/tariff/bounds";
import type { ComponentAmount, ComponentKind, TaxGroup } from "@/server/domain/tariff/rating";
import type { PriceSide } from "@/server/domain/tariff/tariff";

/**
 * The only place where a price is rounded: once per tax group on the price side, from which the
 * other side is derived (billing rule N3). The components are then apportioned so that they add up
 * to their group (N4).
 */
export function roundBill(
  bill: Bill,
  currency: string,
  priceSide: PriceSide,
  bounds: MinorBounds,
): { taxGroups: TaxGroup[]; components: ComponentAmount[] } {
  const groups = [...byVat(rowsOf(bill))]
    .map(([vatPercent, rows]) => ({
      vatPercent,
      vat: fromDecimal(vatPercent),
      rows,
      exact: inMinor(totalOf(rows), currency),
    }))
    .sort((a, b) => compare(a.vat, b.vat));
  const taxGroups = roundGroups(groups, priceSide, bounds);
  const components = groups.flatMap(({ rows }, index) => {
    const group = taxGroups[index];
    return group ? splitGroup(group, rows, currency, priceSide) : [];
  });
  return { taxGroups, components };
}

type Group = { vatPercent: string; vat: Rational; exact: Amount };

function roundGroups(groups: readonly Group[], priceSide: PriceSide, bounds: MinorBounds): TaxGroup[] {
  const [pricedKey, derivedKey] = priceSide === "NET" ? (["net", "gross"] as const) : (["gross", "net"] as const);
  const priced = holdBounds(
    groups.map(({ exact }) => exact[pricedKey]),
    groups.map(({ exact }) => roundHalfUp(exact[pricedKey])),
    bounds[pricedKey],
  );
  const derived = holdBounds(
    groups.map(({ exact }) => exact[derivedKey]),
    groups.map((group, index) => derivedAmount(group, priced[index] ?? 0n, priceSide)),
    bounds[derivedKey],
  );
  return groups.map(({ vatPercent }, index) => {
    const sides = { [pricedKey]: priced[index] ?? 0n, [derivedKey]: derived[index] ?? 0n };
    const { net: netMinor = 0n, gross: grossMinor = 0n } = sides;
    return { vatPercent, netMinor, taxMinor: grossMinor - netMinor, grossMinor };
  });
}

/**
 * Derived from the rounded side. Where separate net and gross bounds broke the ratio, the exact
 * amount is rounded instead.
 */
function derivedAmount({ exact, vat }: Group, pricedMinor: bigint, priceSide: PriceSide): bigint {
  const isIntact = equal(exact.gross, withVat(exact.net, vat));
  if (priceSide === "NET") return isIntact ? pricedMinor + vatOfNet(pricedMinor, vat) : roundHalfUp(exact.gross);
  return isIntact ? pricedMinor - vatOfGross(pricedMinor, vat) : roundHalfUp(exact.net);
}

/**
 * Groups rounded one by one may together miss a bound by a cent; then they are rounded to the bound
 * together.
 */
function holdBounds(
  exact: readonly Rational[],
  rounded: readonly bigint[],
  { min, max }: MinorBounds["net"],
): readonly bigint[] {
  if (rounded.length === 0) return rounded;
  const total = rounded.reduce((whole, part) => whole + part, 0n);
  const exactTotal = sum(exact);
  const reaches = (bound: bigint | null, side: 1 | -1): bound is bigint =>
    bound !== null &&
    (compare(exactTotal, rational(bound)) !== -side || compare(rational(total), rational(bound)) === side);
  if (reaches(max, 1)) return total === max ? rounded : roundTogether(max, exact);
  if (reaches(min, -1)) return total === min ? rounded : roundTogether(min, exact);
  return rounded;
}

/**
 * One row per component: the price side and the tax are apportioned, the third amount follows from
 * the two.
 */
function splitGroup(
  group: TaxGroup,
  rows: readonly BillRow[],
  currency: string,
  priceSide: PriceSide,
): ComponentAmount[] {
  const components = COMPONENT_ORDER.filter((kind) => rows.some((row) => row.component === kind));
  const exact = components.map((kind) => inMinor(totalOf(rows.filter((row) => row.component === kind)), currency));
  const taxes = roundTogether(
    group.taxMinor,
    exact.map(({ net, gross }) => sub(gross, net)),
  );
  const priced = roundTogether(
    priceSide === "NET" ? group.netMinor : group.grossMinor,
    exact.map(({ net, gross }) => (priceSide === "NET" ? net : gross)),
  );
  return components.map((kind, index) => {
    const taxMinor = taxes[index] ?? 0n;
    const amount = priced[index] ?? 0n;
    const [netMinor, grossMinor] = priceSide === "NET" ? [amount, amount + taxMinor] : [amount - taxMinor, amount];
    return { kind, vatPercent: group.vatPercent, netMinor, taxMinor, grossMinor };
  });
}

const COMPONENT_ORDER: readonly ComponentKind[] = ["ENERGY", "TIME", "PARKING", "FLAT", "RESERVATION", "ADJUSTMENT"];

function inMinor({ net, gross }: Amount, currency: string): Amount {
  return { net: inMinorUnits(net, currency), gross: inMinorUnits(gross, currency) };
}
