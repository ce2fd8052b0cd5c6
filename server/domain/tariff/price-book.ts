import type { Reason } from "@/server/domain/tariff/rating";
import { type Condition, type Moment, compileRestrictions } from "@/server/domain/tariff/restrictions";
import type { PriceComponent, PriceKind, Restrictions, TariffContent } from "@/server/domain/tariff/tariff";

/** One price of the tariff with the compiled condition of its element. */
export type Offer = {
  component: PriceComponent;
  elementIndex: number;
  componentIndex: number;
  restrictions: Restrictions;
  holds: Condition;
  because: Reason;
};

export type OffersByKind = Readonly<Record<PriceKind, readonly Offer[]>>;

/**
 * A tariff prepared for rating: offers in the author's order, reservation prices apart from session
 * prices.
 */
export type PriceBook = { session: OffersByKind; reservation: OffersByKind; expiredReservation: OffersByKind };

export function openPriceBook(tariff: TariffContent): PriceBook {
  const offers = tariff.elements.flatMap((element, elementIndex) => {
    const restrictions = element.restrictions ?? {};
    const holds = compileRestrictions(restrictions);
    const because = reasonFor(restrictions);
    return element.components.map((component, componentIndex) => ({
      component,
      elementIndex,
      componentIndex,
      restrictions,
      holds,
      because,
    }));
  });
  const offersOf = (reservation: Restrictions["reservation"]) =>
    offers.filter((offer) => offer.restrictions.reservation === reservation);
  return {
    session: byKind(offersOf(undefined)),
    reservation: byKind(offersOf("RESERVATION")),
    // OCPI: where both are given, an expired reservation is priced by RESERVATION_EXPIRES, in any
    // order.
    expiredReservation: byKind([...offersOf("RESERVATION_EXPIRES"), ...offersOf("RESERVATION")]),
  };
}

/** The first match wins, for each kind of price on its own. */
export function firstOffer(offers: readonly Offer[], moment: Moment): Offer | undefined {
  return offers.find((offer) => offer.holds(moment));
}

export function allOffers(offers: OffersByKind): Offer[] {
  return [...offers.ENERGY, ...offers.TIME, ...offers.PARKING, ...offers.FLAT];
}

function byKind(offers: readonly Offer[]): OffersByKind {
  const offersOfKind = (kind: PriceKind) => offers.filter((offer) => offer.component.kind === kind);
  return {
    ENERGY: offersOfKind("ENERGY"),
    TIME: offersOfKind("TIME"),
    PARKING: offersOfKind("PARKING"),
    FLAT: offersOfKind("FLAT"),
  };
}

function reasonFor({ reservation, ...restrictions }: Restrictions): Reason {
  const params = Object.fromEntries(
    Object.entries(restrictions).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : String(value)]),
  );
  const code = reservation !== undefined ? "RESERVATION" : Object.keys(params).length === 0 ? "ALWAYS" : "RESTRICTED";
  return { code, params };
}
