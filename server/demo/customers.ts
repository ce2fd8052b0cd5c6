/**
 * Who charges at the demo operator: drivers with a contract, and the cards of two EMSPs. Addresses
 * end in .test: no mail leaves.
 */

export type DemoDriver = {
  readonly name: string;
  readonly email: string;
  readonly country: "PT" | "DE";
  readonly tokens: readonly string[];
};

const DRIVERS: readonly (readonly [string, "PT" | "DE", number])[] = [
  ["Ana Martins", "PT", 1],
  ["Rui Carvalho", "PT", 2],
  ["Sofia Lopes", "PT", 1],
  ["Tiago Moreira", "PT", 1],
  ["Inês Faria", "PT", 1],
  ["Miguel Antunes", "PT", 1],
  ["Beatriz Rocha", "PT", 2],
  ["Nuno Teixeira", "PT", 1],
  ["Clara Pinto", "PT", 1],
  ["Hugo Salgado", "PT", 1],
  ["Lena Brandt", "DE", 1],
  ["Jonas Keller", "DE", 1],
  ["Mara Vogt", "DE", 2],
  ["Felix Ahrens", "DE", 1],
];

export const DEMO_DRIVERS: readonly DemoDriver[] = DRIVERS.map(([name, country, cards], index) => ({
  name,
  country,
  email: `${name
    .normalize("NFD")
    .replace(/[^a-zA-Z ]/g, "")
    .toLowerCase()
    .replace(" ", ".")}@drivers.corrente.test`,
  tokens: Array.from(
    { length: cards },
    (_, card) => `04${(0xa1b200 + index * 7 + card).toString(16).toUpperCase()}C${card}`,
  ),
}));

export type DemoEmsp = {
  readonly name: string;
  readonly countryCode: string;
  readonly partyId: string;
  readonly vatId: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly tokens: readonly string[];
};

/** One abroad (reverse charge for the Portuguese entity), one at home. */
export const DEMO_EMSPS: readonly DemoEmsp[] = [
  {
    name: "Nordlicht Mobility GmbH",
    countryCode: "DE",
    partyId: "NLM",
    vatId: "DE811907980",
    street: "Kaiserkai 22",
    postalCode: "20457",
    city: "Hamburg",
    tokens: ["DENLM0001", "DENLM0002", "DENLM0003", "DENLM0004"],
  },
  {
    name: "Tejo Mobilidade, S.A.",
    countryCode: "PT",
    partyId: "TEJ",
    vatId: "PT501964843",
    street: "Avenida da Liberdade 110",
    postalCode: "1250-146",
    city: "Lisboa",
    tokens: ["PTTEJ0001", "PTTEJ0002", "PTTEJ0003"],
  },
];
