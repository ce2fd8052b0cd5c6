/**
 * Reads a payload that breaks its schema, guided by the schema and by nothing else: each part is
 * judged by what it carries. What cannot be read costs itself, not what stands beside it; the whole
 * is refused only when a part is missing without which it says nothing.
 */
import { readInstant, isInstant, type PlaceOfReceipt } from "@/ocpp-gateway/dialect/instant";
import { DeviationList } from "@/ocpp-gateway/dialect/reading/deviation-list";
import { NO_INSTANT, neutralValue } from "@/ocpp-gateway/dialect/reading/neutral";
import { booleanOf, numberOf, textOf } from "@/ocpp-gateway/dialect/reading/read-scalar";
import { isDecisive, listedWord } from "@/ocpp-gateway/dialect/reading/read-word";
import { isDispensable, isIdentifier, roomFor } from "@/ocpp-gateway/dialect/reading/relaxed-schema";
import { isObject, type JsonObject, type MessagePart } from "@/ocpp-gateway/dialect/schemas";
import { isStorableText, toStorableText } from "@/ocpp-gateway/dialect/storable";

/** Nothing can be made of it. */
const UNREADABLE = Symbol("unreadable");
/** It is sound, but says something that nothing here has a word for. */
const LEFT_ASIDE = Symbol("left aside");

/** Where a part stands. */
type Position = {
  readonly name: string;
  readonly place: string;
  /** the type in `definitions` that the part's object is of */
  readonly typeName: string | null;
  readonly isRequired: boolean;
};

/** Fields that decide what the value beside them means: without them it means something else. */
const QUALIFIERS: ReadonlySet<string> = new Set([
  "format",
  "location",
  "measurand",
  "multiplier",
  "phase",
  "unit",
  "unitOfMeasure",
]);

/** An empty text says what leaving it out would say; of a quantity and its unit it does not. */
const isAbsentWhenEmpty = (name: string): boolean => name !== "unit" && name !== "measurand";

const MAX_DEPTH = 64;
const MAX_WORD_LENGTH = 100;

export class PayloadReading {
  readonly deviations = new DeviationList();
  /** The message's own time, for parts of it whose time cannot be read. */
  #ownInstant = NO_INSTANT;

  constructor(
    private readonly schema: JsonObject,
    private readonly knownNames: ReadonlySet<string>,
    private readonly part: MessagePart,
    private readonly receipt: PlaceOfReceipt,
  ) {}

  /** The payload as far as it can be read. What is needed and unreadable stands as it came. */
  read(payload: unknown, action: string): unknown {
    const object = this.#objectIn(payload, action);
    if (object === null) return payload;
    const { timestamp } = object;
    if (typeof timestamp === "string") this.#ownInstant = this.#readTime(timestamp, null) ?? NO_INSTANT;
    const fields = this.#readFields(object, this.schema, action, null);
    const whatIsLeft = Object.entries(fields).filter(([, value]) => value !== LEFT_ASIDE);
    return Object.fromEntries(whatIsLeft.map(([name, value]) => [name, value === UNREADABLE ? object[name] : value]));
  }

  #read(value: unknown, schema: JsonObject, position: Position): unknown {
    const { $ref } = schema;
    if (typeof $ref === "string") {
      const typeName = $ref.slice($ref.lastIndexOf("/") + 1);
      return this.#read(value, this.#definition(typeName), { ...position, typeName });
    }
    switch (schema["type"]) {
      case "object":
        return this.#readObject(value, schema, position);
      case "array":
        return this.#readList(value, schema, position);
      case "string":
        return this.#readString(value, schema, position);
      case "integer":
      case "number":
        return this.#readNumber(value, schema, position);
      case "boolean":
        return this.#readBoolean(value, position);
      default:
        return this.#readAny(value, position.place, 0);
    }
  }

  #readObject(value: unknown, schema: JsonObject, { place, typeName }: Position): unknown {
    const object = this.#objectIn(value, place);
    if (object === null) return UNREADABLE;
    const fields = this.#readFields(object, schema, place, typeName);
    const parts = Object.values(fields);
    if (parts.includes(LEFT_ASIDE)) return LEFT_ASIDE;
    return parts.includes(UNREADABLE) ? UNREADABLE : fields;
  }

  /** Some libraries write an empty object as an empty list, and a single one as a list of one. */
  #objectIn(value: unknown, place: string): JsonObject | null {
    if (isObject(value)) return value;
    const [only = {}, more]: readonly unknown[] = Array.isArray(value) ? value : [null];
    this.deviations.note("wrong_type", place, value);
    return more === undefined && isObject(only) ? only : null;
  }

  /** Where a part that is needed cannot be read, a sentinel stands in its place. */
  #readFields(object: JsonObject, schema: JsonObject, place: string, typeName: string | null): JsonObject {
    const properties = isObject(schema["properties"]) ? schema["properties"] : {};
    const sent = this.#ownNames(object, properties, place, schema["additionalProperties"] !== false);
    const required: readonly unknown[] = Array.isArray(schema["required"]) ? schema["required"] : [];
    const fields: JsonObject = Object.fromEntries(sent.extra);
    for (const [name, part] of Object.entries(properties)) {
      if (!isObject(part)) continue;
      const position = { name, place: `${place}/${name}`, typeName, isRequired: required.includes(name) };
      const value = this.#readField(sent.values.get(name), part, position);
      if (value !== undefined) fields[name] = value;
    }
    return fields;
  }

  #readField(sent: unknown, schema: JsonObject, position: Position): unknown {
    const { name, place, isRequired } = position;
    if (sent === null) this.deviations.note("null_value", place, null);
    if (sent === undefined && isRequired) this.deviations.note("missing_field", place, null);
    const value = sent === null || sent === undefined ? undefined : this.#read(sent, schema, position);
    if (value !== undefined && !isSentinel(value)) return value;
    if (!isRequired) return value !== undefined && QUALIFIERS.has(name) ? LEFT_ASIDE : undefined;
    const standIn = this.#standIn(schema, name);
    if (standIn !== undefined || isDispensable(name, position.typeName)) return standIn;
    return this.#keptWord(sent, schema) ?? value ?? UNREADABLE;
  }

  /** A word that no list has, as it came, where nothing hangs on it. */
  #keptWord(sent: unknown, schema: JsonObject): string | undefined {
    const { enum: list } = this.#resolved(schema);
    const text = this.part === "req" && Array.isArray(list) && !isDecisive(list) ? textOf(sent) : null;
    return text === null ? undefined : toStorableText(text.slice(0, MAX_WORD_LENGTH));
  }

  /** What is read in the place of a required part that is not there. */
  #standIn(schema: JsonObject, name: string): unknown {
    const target = this.#resolved(schema);
    return target["format"] === "date-time" ? this.#ownInstant : neutralValue(name, target);
  }

  /** The values by the schema's names. Names that differ only in capitals are taken for them. */
  #ownNames(object: JsonObject, properties: JsonObject, place: string, allowsOthers: boolean) {
    const values = new Map<string, unknown>();
    const extra: [string, unknown][] = [];
    const unknown: string[] = [];
    for (const name of Object.keys(object)) {
      if (Object.hasOwn(properties, name)) values.set(name, object[name]);
      else unknown.push(name);
    }
    for (const name of unknown) {
      if (allowsOthers) {
        extra.push([toStorableText(name), this.#readAny(object[name], place, 0)]);
        continue;
      }
      const listed = Object.keys(properties).find((known) => known.toLowerCase() === name.toLowerCase());
      if (listed !== undefined && !values.has(listed)) values.set(listed, object[name]);
      // names that the version does not know are without number, and places are counted
      const isKnown = this.knownNames.has(name);
      this.deviations.note(
        "unknown_field",
        `${place}/${isKnown ? name : "*"}`,
        isKnown ? object[name] : name.slice(0, 50),
      );
    }
    return { values, extra };
  }

  #readList(value: unknown, schema: JsonObject, position: Position): unknown {
    const { name, place } = position;
    const items = isObject(schema["items"]) ? schema["items"] : {};
    const sent: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (!Array.isArray(value)) this.deviations.note("not_a_list", place, value);
    const read: unknown[] = [];
    let hasLeftAside = false;
    for (const item of sent) {
      const element =
        item === null ? UNREADABLE : this.#read(item, items, { name, place, typeName: null, isRequired: true });
      if (item === null) this.deviations.note("null_value", place, null);
      if (element === LEFT_ASIDE) hasLeftAside = true;
      else if (element !== UNREADABLE) read.push(element);
    }
    const { minItems, maxItems } = schema;
    const isTooShort = typeof minItems === "number" && sent.length < minItems;
    const isTooLong = typeof maxItems === "number" && sent.length > maxItems;
    if (isTooShort || isTooLong) this.deviations.note("out_of_range", place, sent.length);
    // nothing is left of it, though it may not be empty
    return read.length === 0 && typeof minItems === "number" && minItems > 0 && !hasLeftAside ? UNREADABLE : read;
  }

  #readString(value: unknown, schema: JsonObject, position: Position): unknown {
    const { enum: list, format, maxLength } = schema;
    const { name, place, isRequired } = position;
    const text = textOf(value) ?? (maxLength === undefined && list === undefined ? jsonOf(value) : null);
    if (text === null || typeof value !== "string") this.deviations.note("wrong_type", place, value);
    if (text === null) return UNREADABLE;
    if (Array.isArray(list)) return this.#readWord(text, list, position);
    if (format === "date-time") return this.#readTime(text, place) ?? UNREADABLE;
    if (!isStorableText(text)) this.deviations.note("unreadable_value", place, text);
    const storable = toStorableText(text);
    if (typeof maxLength !== "number" || storable.length <= maxLength) return storable;
    this.deviations.note("too_long", place, storable);
    if (isIdentifier(name) && !isRequired) return UNREADABLE;
    const { length, mayBeCut } = roomFor(name, maxLength);
    if (storable.length <= length) return storable;
    return mayBeCut ? toStorableText(storable.slice(0, length)) : UNREADABLE;
  }

  #readWord(text: string, list: readonly string[], { name, place }: Position): unknown {
    if (list.includes(text)) return text;
    this.deviations.note("unknown_word", place, text);
    const word = listedWord(text, list);
    if (word !== null) return word;
    return text.trim() === "" && isAbsentWhenEmpty(name) ? undefined : UNREADABLE;
  }

  /** The same instant in the schema's form; null for none. Without a place nothing is noted. */
  #readTime(text: string, place: string | null): string | null {
    if (isInstant(text)) return text;
    const read = readInstant(text, this.receipt);
    const kind = read?.hasZone === false ? "time_without_zone" : "time_format";
    if (place !== null) this.deviations.note(kind, place, text);
    return read && new Date(read.atMs).toISOString();
  }

  #readNumber(value: unknown, schema: JsonObject, { place }: Position): unknown {
    const { type, minimum, maximum, multipleOf } = schema;
    const number = numberOf(value);
    const whole = number !== null && type === "integer" ? Math.trunc(number) : number;
    if (whole === null || whole !== value) this.deviations.note("wrong_type", place, value);
    if (whole === null) return UNREADABLE;
    const isWithin =
      (typeof minimum !== "number" || whole >= minimum) && (typeof maximum !== "number" || whole <= maximum);
    const hasStep =
      typeof multipleOf !== "number" || Math.abs(whole / multipleOf - Math.round(whole / multipleOf)) < 1e-6;
    if (isWithin && hasStep) return whole;
    this.deviations.note("out_of_range", place, value);
    return UNREADABLE;
  }

  #readBoolean(value: unknown, { place }: Position): unknown {
    if (typeof value === "boolean") return value;
    this.deviations.note("wrong_type", place, value);
    return booleanOf(value) ?? UNREADABLE;
  }

  /** Whatever a schema leaves open, in text that can be stored. */
  #readAny(value: unknown, place: string, depth: number): unknown {
    if (typeof value === "string") {
      if (!isStorableText(value)) this.deviations.note("unreadable_value", place, value);
      return toStorableText(value);
    }
    if (typeof value !== "object" || value === null) return value;
    if (depth > MAX_DEPTH) return null;
    if (Array.isArray(value)) return value.map((part) => this.#readAny(part, place, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [toStorableText(name), this.#readAny(part, place, depth + 1)]),
    );
  }

  #resolved(schema: JsonObject): JsonObject {
    const { $ref } = schema;
    return typeof $ref === "string" ? this.#definition($ref.slice($ref.lastIndexOf("/") + 1)) : schema;
  }

  #definition(name: string): JsonObject {
    const { definitions } = this.schema;
    const definition = isObject(definitions) ? definitions[name] : undefined;
    if (!isObject(definition)) throw new Error(`the schema has no ${name}`);
    return definition;
  }
}

const isSentinel = (value: unknown): boolean => value === UNREADABLE || value === LEFT_ASIDE;

/** The text of an object or list; null where it is nested beyond what JSON.stringify can write. */
function jsonOf(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    return null; // a RangeError: thousands of levels are no text that anybody reads
  }
}
