import type { PriceComponent, PriceKind, PriceUnit, Restrictions, TariffContent } from "@/server/domain/tariff/tariff";

/**
 * A tariff on the screen: its prices carry names of their own, so that a field keeps its text when
 * groups change places.
 */
export type EditorModel = {
  readonly name: string;
  readonly rest: Omit<TariffContent, "elements">;
  readonly groups: readonly EditorGroup[];
};

export type EditorGroup = {
  readonly id: string;
  readonly restrictions: Restrictions;
  readonly prices: readonly EditorPrice[];
};

export type EditorPrice = PriceComponent & { readonly id: string };

export function toModel(name: string, { elements, ...rest }: TariffContent): EditorModel {
  return {
    name,
    rest,
    groups: elements.map(({ restrictions, components }, group) => ({
      id: `g${group}`,
      restrictions: restrictions ?? {},
      prices: components.map((component, price) => ({ ...component, id: `g${group}p${price}` })),
    })),
  };
}

export function toContent({ rest, groups }: EditorModel): TariffContent {
  return {
    ...rest,
    elements: groups.map(({ restrictions, prices }) => ({
      ...(Object.keys(restrictions).length > 0 && { restrictions }),
      components: prices.map(({ id: _id, ...component }) => component),
    })),
  };
}

const UNITS: Readonly<Record<PriceKind, readonly [PriceUnit, ...PriceUnit[]]>> = {
  ENERGY: ["KWH"],
  TIME: ["HOUR", "MINUTE"],
  PARKING: ["MINUTE", "HOUR"],
  FLAT: ["SESSION"],
};

/** The units a kind of price can have, the usual one first. */
export const unitsOf = (kind: PriceKind): readonly PriceUnit[] => UNITS[kind];

export const newPrice = (kind: PriceKind, vatPercent: string): EditorPrice => ({
  id: crypto.randomUUID(),
  kind,
  price: "",
  per: UNITS[kind][0],
  stepSize: 1,
  vatPercent,
});

/** An exception stands above what it excepts from. */
export const withException = (model: EditorModel): EditorModel => ({
  ...model,
  groups: [
    {
      id: crypto.randomUUID(),
      restrictions: { startTime: "22:00", endTime: "07:00" },
      prices: [newPrice("ENERGY", usualVat(model))],
    },
    ...model.groups,
  ],
});

export const withGroup = (model: EditorModel, id: string, change: Partial<Omit<EditorGroup, "id">>): EditorModel => ({
  ...model,
  groups: model.groups.map((group) => (group.id === id ? { ...group, ...change } : group)),
});

export const withoutGroup = (model: EditorModel, id: string): EditorModel => ({
  ...model,
  groups: model.groups.filter((group) => group.id !== id),
});

export function withGroupMoved(model: EditorModel, id: string, by: -1 | 1): EditorModel {
  const from = model.groups.findIndex((group) => group.id === id);
  const [moved, other] = [model.groups[from], model.groups[from + by]];
  if (!moved || !other) return model;
  return { ...model, groups: model.groups.map((group) => (group === moved ? other : group === other ? moved : group)) };
}

/** The rate of VAT that a new price most likely has. */
export const usualVat = ({ groups }: EditorModel): string =>
  groups.flatMap(({ prices }) => prices).find(({ vatPercent }) => vatPercent !== "")?.vatPercent ?? "";

/** A restriction set or, with "" or undefined, lifted. */
export function withRestriction<Name extends keyof Restrictions>(
  restrictions: Restrictions,
  name: Name,
  value: Restrictions[Name] | "" | undefined,
): Restrictions {
  const { [name]: _old, ...others } = restrictions;
  return value === undefined || value === "" ? others : { ...others, [name]: value };
}
