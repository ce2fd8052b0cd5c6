import { compare, fromDecimal } from "@/server/domain/exact";
import { type LintContext, type LintFinding, lintFinding } from "@/server/domain/tariff/lint-finding";
import type { PriceComponent, Restrictions, TariffContent } from "@/server/domain/tariff/tariff";

type PlacedComponent = PriceComponent & { path: string; restrictions: Restrictions };

export function lintPrices(content: TariffContent, { audience }: LintContext): LintFinding[] {
  const placed = placedComponents(content);
  return [
    ...(placed.some(({ restrictions }) => !restrictions.reservation)
      ? []
      : [lintFinding("NO_PRICES", "error", "elements")]),
    ...emptyElements(content),
    ...deadComponents(placed),
    ...placed
      .filter(({ stepSize }) => stepSize > 1) // L3: running cost can fall while time passes
      .map(({ path, stepSize }) =>
        lintFinding("STEP_SIZE", "warning", `${path}.stepSize`, { stepSize: String(stepSize) }),
      ),
    ...priceSideForAudience(content, audience),
    ...flatWaiver(content, placed),
    ...bounds(content),
    ...differingVat(placed),
  ];
}

function placedComponents({ elements }: TariffContent): PlacedComponent[] {
  return elements.flatMap(({ components, restrictions = {} }, element) =>
    components.map((component, index) => ({
      ...component,
      restrictions,
      path: `elements[${element}].components[${index}]`,
    })),
  );
}

function emptyElements({ elements }: TariffContent): LintFinding[] {
  return elements.flatMap(({ components }, index) =>
    components.length > 0 ? [] : [lintFinding("EMPTY_ELEMENT", "warning", `elements[${index}]`)],
  );
}

/** L2: a price of the same kind after an unrestricted one is never reached. */
function deadComponents(placed: readonly PlacedComponent[]): LintFinding[] {
  return placed.flatMap((component, index) => {
    const shadow = placed
      .slice(0, index)
      .find((earlier) => earlier.kind === component.kind && alwaysHolds(earlier, component));
    return shadow ? [lintFinding("DEAD_COMPONENT", "warning", component.path, { shadowedBy: shadow.path })] : [];
  });
}

function alwaysHolds({ restrictions }: PlacedComponent, other: PlacedComponent): boolean {
  const { reservation, ...others } = restrictions;
  return reservation === other.restrictions.reservation && Object.keys(others).length === 0;
}

/**
 * L6: consumers are shown prices with VAT. With net prices the amount they pay may differ from the
 * amount they saw.
 */
function priceSideForAudience({ anchor }: TariffContent, audience: LintContext["audience"]): LintFinding[] {
  const isOdd = (audience === "CONSUMER" && anchor === "NET") || (audience === "BUSINESS" && anchor === "GROSS");
  if (!isOdd) return [];
  const severity = anchor === "NET" ? "error" : "warning";
  return [lintFinding("ANCHOR_AUDIENCE", severity, "anchor", { anchor, audience: String(audience) })];
}

/** L7: a driver whose session delivered no energy should not pay for the attempt. */
function flatWaiver({ waiveFlatIfNoEnergy }: TariffContent, placed: readonly PlacedComponent[]): LintFinding[] {
  const flat = placed.find(
    ({ kind, price, restrictions }) => kind === "FLAT" && price !== "0" && !restrictions.reservation,
  );
  return flat && waiveFlatIfNoEnergy !== true ? [lintFinding("FLAT_WITHOUT_WAIVER", "warning", flat.path)] : [];
}

/** L10, and a minimum above the maximum, which no total can satisfy. */
function bounds({ minPrice, maxPrice, defaultLimits }: TariffContent): LintFinding[] {
  const findings: LintFinding[] = [];
  for (const side of ["net", "gross"] as const) {
    if (isAbove(minPrice?.[side], maxPrice?.[side])) {
      findings.push(lintFinding("MINIMUM_ABOVE_MAXIMUM", "error", `minPrice.${side}`, { side }));
    }
  }
  const limit = defaultLimits?.maxCost;
  const minimum = limit?.side === "NET" ? minPrice?.net : minPrice?.gross;
  if (isAbove(minimum, limit?.amount))
    findings.push(lintFinding("MINIMUM_ABOVE_LIMIT", "error", "defaultLimits.maxCost"));
  return findings;
}

function isAbove(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && compare(fromDecimal(a), fromDecimal(b)) > 0;
}

/**
 * L12: charging is one single supply with one rate of VAT (CJEU C-282/22); reservations may differ.
 */
function differingVat(placed: readonly PlacedComponent[]): LintFinding[] {
  const rates = new Set(
    placed.filter(({ restrictions }) => !restrictions.reservation).map(({ vatPercent }) => vatPercent),
  );
  return rates.size > 1 ? [lintFinding("VAT_DIFFERS", "warning", "elements", { rates: [...rates].join(", ") })] : [];
}
