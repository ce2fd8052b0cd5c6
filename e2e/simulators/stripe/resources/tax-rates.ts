import type Stripe from "stripe";
import { endpoint, list, mergeMetadata, retrieve, type Endpoint } from "../base/endpoint";
import { newId, type Unit } from "../base/unit";
import type { Tables, Wire } from "../base/wire";

type TaxRate = Tables["tax_rates"];
type CreateParams = Wire<Stripe.TaxRateCreateParams>;
type RateData = Wire<Stripe.InvoiceAddLinesParams.Line.TaxAmount>["tax_rate_data"];

export const taxRates: Record<string, Endpoint> = {
  "TaxRates.create": endpoint<CreateParams>(
    [
      "display_name",
      "inclusive",
      "percentage",
      "active",
      "country",
      "description",
      "jurisdiction",
      "metadata",
      "state",
      "tax_type",
    ],
    (unit, params) => {
      const rate = unit.put(
        "tax_rates",
        rateFrom(unit, params, params.active ?? true, mergeMetadata({}, params.metadata)),
      );
      unit.emit("tax_rate.created", "tax_rates", rate);
      return rate;
    },
  ),
  "TaxRates.retrieve": retrieve("tax_rates"),
  "TaxRates.list": list("tax_rates", ["active", "created", "inclusive"]),
};

/** The archived rate that Stripe creates, or reuses, for a line's manual tax amount. */
export function rateForAmount(unit: Unit, data: RateData): TaxRate {
  const wanted = rateFrom(unit, data, false, {});
  const same = unit
    .all("tax_rates")
    .find((rate) => COMPARED_FIELDS.every((field) => rate[field] === wanted[field]) && !rate.active);
  return same ?? unit.put("tax_rates", wanted);
}

const COMPARED_FIELDS = [
  "country",
  "description",
  "display_name",
  "inclusive",
  "jurisdiction",
  "percentage",
  "state",
  "tax_type",
] as const;

function rateFrom(
  unit: Unit,
  data: RateData | CreateParams,
  active: boolean,
  metadata: Record<string, string>,
): TaxRate {
  return {
    id: newId("txr"),
    object: "tax_rate",
    active,
    country: data.country ?? null,
    created: unit.now,
    description: data.description ?? null,
    display_name: data.display_name,
    effective_percentage: data.percentage,
    flat_amount: null,
    inclusive: data.inclusive,
    jurisdiction: data.jurisdiction ?? null,
    jurisdiction_level: ("jurisdiction_level" in data ? data.jurisdiction_level : null) ?? null,
    livemode: false,
    metadata,
    percentage: data.percentage,
    rate_type: "percentage",
    state: data.state ?? null,
    tax_type: data.tax_type ?? null,
  };
}

/**
 * A rate's percentage of an amount in minor units, half away from zero: 6.25 % of 1000 is 63. For
 * an inclusive rate, the part of the amount that is tax. Percentages have at most four decimals, as
 * Stripe's do.
 */
export function taxOf(amount: number, rate: TaxRate): number {
  const parts = BigInt(Math.round(rate.percentage * 10_000));
  const numerator = BigInt(amount) * parts;
  const denominator = rate.inclusive ? 1_000_000n + parts : 1_000_000n;
  const half = denominator / 2n;
  return Number((numerator + (numerator < 0n ? -half : half)) / denominator);
}
