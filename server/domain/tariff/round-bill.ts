import { type Rational, compare, equal, fromDecimal, rational, roundHalfUp, sub, sum } from "@/server/domain/exact";
import { inMinorUnits, roundTogether, vatOfGross, vatOfNet, withVat } from "@/server/domain/money";
import { type Amount, type Bill, type Row, byVat, rowsOf, totalOf } from "@/server/domain/tariff/bill";
import type { MinorBounds } from "@/server/domain/tariff/bounds";
import type { ComponentAmount, ComponentKind, TaxGroup } from "@/server/domain/tariff/rating";
import type { PriceSide } from "@/server/domain/tariff/tariff";

/**
 * The only place where a price is rounded: once per tax group on the anchored side, from which the other side is
 * derived (billing rule N3). The components are then apportioned so that they add up to their group (N4).
 */
export function roundBill(
  bill: Bill,
  currency: string,
  anchor: PriceSide,
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
  const taxGroups = roundGroups(groups, anchor, bounds);
  const components = groups.flatMap(({ rows }, index) => {
    const group = taxGroups[index];
    return group ? splitGroup(group, rows, currency, anchor) : [];
  });
  return { taxGroups, components };
}

type Group = { vatPercent: string; vat: Rational; exact: Amount };

function roundGroups(groups: readonly Group[], anchor: PriceSide, bounds: MinorBounds): TaxGroup[] {
  const [sacredSide, otherSide] = anchor === "NET" ? (["net", "gross"] as const) : (["gross", "net"] as const);
  const sacred = holdBounds(
    groups.map(({ exact }) => exact[sacredSide]),
    groups.map(({ exact }) => roundHalfUp(exact[sacredSide])),
    bounds[sacredSide],
  );
  const other = holdBounds(
    groups.map(({ exact }) => exact[otherSide]),
    groups.map((group, index) => otherOf(group, sacred[index] ?? 0n, anchor)),
    bounds[otherSide],
  );
  return groups.map(({ vatPercent }, index) => {
    const sides = { [sacredSide]: sacred[index] ?? 0n, [otherSide]: other[index] ?? 0n };
    const { net: netMinor = 0n, gross: grossMinor = 0n } = sides;
    return { vatPercent, netMinor, taxMinor: grossMinor - netMinor, grossMinor };
  });
}

/** Derived from the rounded side; where separate net and gross bounds broke the ratio, the exact amount speaks for itself. */
function otherOf({ exact, vat }: Group, sacred: bigint, anchor: PriceSide): bigint {
  const isIntact = equal(exact.gross, withVat(exact.net, vat));
  if (anchor === "NET") return isIntact ? sacred + vatOfNet(sacred, vat) : roundHalfUp(exact.gross);
  return isIntact ? sacred - vatOfGross(sacred, vat) : roundHalfUp(exact.net);
}

/** Groups rounded one by one may miss a bound by a cent together; then they are rounded to the bound together. */
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

/** One row per component, the anchored side and the tax apportioned, the third amount following from the two. */
function splitGroup(group: TaxGroup, rows: readonly Row[], currency: string, anchor: PriceSide): ComponentAmount[] {
  const components = COMPONENT_ORDER.filter((kind) => rows.some((row) => row.component === kind));
  const exact = components.map((kind) => inMinor(totalOf(rows.filter((row) => row.component === kind)), currency));
  const taxes = roundTogether(
    group.taxMinor,
    exact.map(({ net, gross }) => sub(gross, net)),
  );
  const sacred = roundTogether(
    anchor === "NET" ? group.netMinor : group.grossMinor,
    exact.map(({ net, gross }) => (anchor === "NET" ? net : gross)),
  );
  return components.map((kind, index) => {
    const taxMinor = taxes[index] ?? 0n;
    const amount = sacred[index] ?? 0n;
    const [netMinor, grossMinor] = anchor === "NET" ? [amount, amount + taxMinor] : [amount - taxMinor, amount];
    return { kind, vatPercent: group.vatPercent, netMinor, taxMinor, grossMinor };
  });
}

const COMPONENT_ORDER: readonly ComponentKind[] = ["ENERGY", "TIME", "PARKING", "FLAT", "RESERVATION", "ADJUSTMENT"];

function inMinor({ net, gross }: Amount, currency: string): Amount {
  return { net: inMinorUnits(net, currency), gross: inMinorUnits(gross, currency) };
}
