import { textOf } from "@/ocpp-gateway/dialect/reading/read-scalar";
import { toStorableText } from "@/ocpp-gateway/dialect/storable";
import type { Deviation, DeviationKind } from "@/server/domain/station/deviation";

const MAX_DEVIATIONS = 20;
const MAX_VALUE_LENGTH = 100;
/** May be a password. */
const CONFIGURATION_VALUE = /\/(?:attributeValue|actualValue|variableAttribute\/value)$/;

/** One message's deviations: each kind once a place, and so many at most. */
export class DeviationList {
  readonly #byName = new Map<string, Deviation>();

  note(kind: DeviationKind, place: string, value: unknown): void {
    const name = `${kind} ${place}`;
    if (this.#byName.size >= MAX_DEVIATIONS || this.#byName.has(name)) return;
    this.#byName.set(name, { kind, place, value: CONFIGURATION_VALUE.test(place) ? null : shown(value) });
  }

  all(): readonly Deviation[] {
    return [...this.#byName.values()];
  }
}

/** Of lists and objects only that they are ones: they may be large. */
function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return "[…]";
  const text = textOf(value);
  return text === null ? "{…}" : toStorableText(text.slice(0, MAX_VALUE_LENGTH));
}
