/**
 * Alterations of a sequence of messages, as firmware makes them: of a field (added, nulled,
 * retyped, lengthened, reworded), of the order, of clocks and of ids.
 */
import fc from "fast-check";
import { type JsonObject, type Message, SESSION_NUMBER } from "@/ocpp-gateway/field/mutations/valid-sequences";

export const FIELD_MUTATIONS = ["null", "extra", "retyped", "long", "unknown-word", "unlisted"] as const;
export const SEQUENCE_MUTATIONS = ["reordered", "repeated", "time-form", "clock", "id"] as const;

export type MutationKind = (typeof FIELD_MUTATIONS)[number] | (typeof SEQUENCE_MUTATIONS)[number];

export type Mutation = { readonly kind: MutationKind; readonly at: number; readonly choice: number };

/** A choice of kind, message and field: numbers that are taken modulo what there is. */
export const mutations: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(...FIELD_MUTATIONS, ...SEQUENCE_MUTATIONS),
  at: fc.nat(1_000_000),
  choice: fc.nat(1_000_000),
});

export type Mutated = {
  readonly messages: readonly Message[];
  /** what was altered: the name of the field, or of the message */
  readonly altered: string;
  readonly action: string;
  /** the message's own field, and one without which no reader can know start, end or register */
  readonly isEssential: boolean;
};

/** Null when the sequence has nothing that this kind of alteration applies to. */
export function mutate(sequence: readonly Message[], mutation: Mutation): Mutated | null {
  const messages = structuredClone(sequence) as Message[];
  return MUTATE[mutation.kind](messages, mutation);
}

type Place = { readonly owner: JsonObject; readonly name: string; readonly action: string };

/** How a field is changed; null when it cannot be changed so. */
type FieldChange = (place: Place, value: unknown) => boolean;

const FIELD_CHANGES: Record<(typeof FIELD_MUTATIONS)[number], FieldChange> = {
  null({ owner, name }) {
    owner[name] = null;
    return true;
  },
  extra({ owner }) {
    owner["vendorExtension"] = { a: [1, "two"] };
    return true;
  },
  retyped({ owner, name }, value) {
    if (typeof value === "number") owner[name] = String(value);
    else if (typeof value === "boolean") owner[name] = String(value);
    else if (typeof value === "string" && /^\d+(\.\d+)?$/.test(value)) owner[name] = Number(value);
    else return false;
    return true;
  },
  long({ owner, name }, value) {
    if (typeof value !== "string" || name === "timestamp" || isWord(name)) return false;
    owner[name] = value.padEnd(600, "x");
    return true;
  },
  "unknown-word"({ owner, name }) {
    if (!isWord(name)) return false;
    owner[name] = "SomethingElse";
    return true;
  },
  unlisted({ owner, name }, value) {
    if (!Array.isArray(value) || value.length !== 1) return false;
    owner[name] = value[0];
    return true;
  },
};

/** How each kind alters the messages; null when there is nothing that it applies to. */
const MUTATE: Record<MutationKind, (messages: Message[], mutation: Mutation) => Mutated | null> = {
  null: (messages, mutation) => mutateField(messages, mutation, FIELD_CHANGES.null),
  extra: (messages, mutation) => mutateField(messages, mutation, FIELD_CHANGES.extra),
  retyped: (messages, mutation) => mutateField(messages, mutation, FIELD_CHANGES.retyped),
  long: (messages, mutation) => mutateField(messages, mutation, FIELD_CHANGES.long),
  "unknown-word": (messages, mutation) => mutateField(messages, mutation, FIELD_CHANGES["unknown-word"]),
  unlisted: (messages, mutation) => mutateField(messages, mutation, FIELD_CHANGES.unlisted),
  reordered: mutateOrder,
  repeated: mutateOrder,
  "time-form": mutateTime,
  clock: mutateTime,
  id: mutateId,
};

/** Fields whose values come from a list of the specification. */
const WORDS: ReadonlySet<string> = new Set([
  "status",
  "errorCode",
  "reason",
  "context",
  "measurand",
  "unit",
  "location",
  "phase",
  "type",
  "eventType",
  "triggerReason",
  "chargingState",
  "stoppedReason",
  "connectorStatus",
]); // prettier-ignore
const isWord = (name: string): boolean => WORDS.has(name);

/**
 * Without these nobody can know whose session it is, when it began or ended, or what its register
 * was. Kinds that keep their meaning readable (a number as text) are harmless there too.
 */
const ESSENTIAL: ReadonlySet<string> = new Set([
  "timestamp",
  "transactionId",
  "transactionInfo",
  "meterStart",
  "meterStop",
  "meterValue",
  "sampledValue",
  "value",
  "measurand",
  "unit",
  "unitOfMeasure",
  "context",
  "location",
  "eventType",
  "seqNo",
  "idTag",
  "idToken",
  "type",
  "connectorId",
  "evseId",
  "evse",
  "id",
  "multiplier",
  "status",
  "chargingState",
]); // prettier-ignore

const KEEPS_MEANING: ReadonlySet<MutationKind> = new Set(["extra", "retyped", "unlisted", "time-form", "repeated"]);

function mutateField(messages: Message[], { kind, at, choice }: Mutation, change: FieldChange): Mutated | null {
  const index = at % messages.length;
  const message = messages[index];
  if (!message) return null;
  const places = placesIn(message.payload, message.action);
  // the next place that can be changed so
  for (let step = 0; step < places.length; step++) {
    const place = places[(choice + step) % places.length];
    if (place && change(place, place.owner[place.name])) {
      const isEssential = ESSENTIAL.has(place.name) && !KEEPS_MEANING.has(kind);
      return {
        messages,
        altered: kind === "extra" ? "vendorExtension" : place.name,
        action: message.action,
        isEssential,
      };
    }
  }
  return null;
}

function placesIn(value: unknown, action: string): readonly Place[] {
  if (Array.isArray(value)) return value.flatMap((part) => placesIn(part, action));
  if (typeof value !== "object" || value === null) return [];
  const owner = value as JsonObject;
  return Object.keys(owner).flatMap((name) => [{ owner, name, action }, ...placesIn(owner[name], action)]);
}

function mutateOrder(messages: Message[], { kind, at }: Mutation): Mutated {
  const index = at % (messages.length - 1);
  const [one, other] = [messages[index], messages[index + 1]];
  if (!one || !other) throw new Error("a sequence has two messages");
  messages.splice(index, 2, ...(kind === "repeated" ? [one, structuredClone(one), other] : [other, one]));
  return { messages, altered: one.action, action: one.action, isEssential: kind === "reordered" };
}

const TIME_FORMS: readonly ((text: string) => string)[] = [
  (text) => text.replace("Z", "+00:00"),
  (text) => text.replace("Z", "+0000"),
  (text) => text.replace("Z", "+00"),
  (text) => text.replace("Z", ".000Z"),
  (text) => text.replace("Z", ",000Z"),
  (text) => text.replace("T", " "),
  (text) => text.toLowerCase(),
  (text) => text.replaceAll(/[-:]/g, ""),
];

const CLOCK_SHIFTS_H = [-48, -5, -1, 1, 5, 48, -24 * 365, 24 * 365];

/** All instants of the sequence in another form of ISO 8601, or on a clock that is off. */
function mutateTime(messages: Message[], { kind, choice }: Mutation): Mutated {
  const form = TIME_FORMS[choice % TIME_FORMS.length] ?? ((text: string) => text);
  const shiftMs = (CLOCK_SHIFTS_H[choice % CLOCK_SHIFTS_H.length] ?? 1) * 3_600_000;
  const shift = (text: string) => new Date(Date.parse(text) + shiftMs).toISOString();
  for (const { payload, action } of messages) {
    for (const { owner, name } of placesIn(payload, action)) {
      const value = owner[name];
      if (name === "timestamp" && typeof value === "string")
        owner[name] = kind === "clock" ? shift(value) : form(value);
    }
  }
  return { messages, altered: "timestamp", action: "*", isEssential: kind === "clock" };
}

const WRONG_NUMBERS = [0, -1, 4711, null, undefined];
const WRONG_IDS = ["", "T-2", "0", null];

/** One message of the session under another transaction id. */
function mutateId(messages: Message[], { at, choice }: Mutation): Mutated | null {
  const named = messages.filter(({ payload }) => "transactionId" in payload || "transactionInfo" in payload);
  const message = named[at % Math.max(named.length, 1)];
  if (!message) return null;
  const { payload, action } = message;
  const info = payload["transactionInfo"];
  if (payload["transactionId"] === SESSION_NUMBER) {
    payload["transactionId"] = WRONG_NUMBERS[choice % WRONG_NUMBERS.length];
  } else if (typeof info === "object" && info !== null) {
    (info as JsonObject)["transactionId"] = WRONG_IDS[choice % WRONG_IDS.length];
  }
  return { messages, altered: "transactionId", action, isEssential: true };
}
