/** Words of a list: what a word that is not on it may mean. */

/** What lists call all that they do not name. */
const OTHERS = ["Other", "OtherError", "Unknown"] as const;

/** Members of the lists that decide what becomes of a connector or of a session. */
const DECISIVE = ["Faulted", "Ended"] as const;

/** Whether a message says nothing without a word of this list; others are shown at most. */
export function isDecisive(list: readonly unknown[]): boolean {
  return DECISIVE.some((word) => list.includes(word));
}

/** Words that the field uses for another, without signs and in lower case. */
const SYNONYMS: Readonly<Record<string, string>> = {
  "%": "Percent",
  "°c": "Celsius",
  c: "Celsius",
  hz: "Hertz",
  watt: "W",
  ampere: "A",
  volt: "V",
  // 1.6's states of a connector at a 2.x station
  preparing: "Occupied",
  charging: "Occupied",
  suspendedev: "Occupied",
  suspendedevse: "Occupied",
  finishing: "Occupied",
};

/** The listed word that is meant; null when there is none. "Other" stands for all words. */
export function listedWord(sent: string, list: readonly string[]): string | null {
  if (list.includes(sent)) return sent;
  const spelling = spelt(sent);
  const twins = spelling === "" ? [] : list.filter((word) => spelt(word) === spelling);
  const [twin] = twins;
  if (twin !== undefined && twins.length === 1) return twin;
  const synonym = Object.hasOwn(SYNONYMS, spelling) ? SYNONYMS[spelling] : undefined;
  if (synonym !== undefined && list.includes(synonym)) return synonym;
  return otherOf(list);
}

/** The list's own word for all that it does not name. */
export function otherOf(list: readonly string[]): string | null {
  return OTHERS.find((other) => list.includes(other)) ?? null;
}

const spelt = (word: string): string => word.replaceAll(/[\s._-]/g, "").toLowerCase();
