/**
 * The reader of a message: the official schema for those that keep it, and for the others whatever
 * of them can be read. No message has rules of its own here.
 */
import type { OcppVersion, Receipt, SchemaError } from "@/ocpp-gateway/dialect/dialect";
import { PayloadReading } from "@/ocpp-gateway/dialect/reading/payload-reading";
import { relaxed } from "@/ocpp-gateway/dialect/reading/relaxed-schema";
import {
  checkBy,
  checkOf,
  fieldNamesOf,
  type JsonObject,
  type MessagePart,
  schemaOf,
} from "@/ocpp-gateway/dialect/schemas";
import { unstorable } from "@/ocpp-gateway/dialect/storable";
import type { Deviation } from "@/server/domain/station/deviation";

export type ReadPayload =
  | { readonly ok: true; readonly payload: unknown; readonly deviations: readonly Deviation[] }
  | { readonly ok: false; readonly schemaError: SchemaError };

/** `text` is the payload's own, where it is at hand. */
export type PayloadReader = (raw: unknown, text: string | null, receipt: Receipt) => ReadPayload;

const NONE: readonly Deviation[] = [];

export function readerOf(version: OcppVersion, action: string, part: MessagePart): PayloadReader {
  const check = checkOf(version, action, part);
  let schema: JsonObject | undefined;
  const checkAgain = checkBy(() => relaxed((schema ??= schemaOf(version, action, part)), part));
  return (raw, text, receipt) => {
    // what Postgres cannot keep can only come by an escape, so hardly any payload is walked for it
    const schemaError = check(raw) ?? (text === null || text.includes("\\u") ? unstorable(raw) : null);
    if (!schemaError) return { ok: true, payload: raw, deviations: NONE };
    if (receipt.isStrict) return { ok: false, schemaError };
    schema ??= schemaOf(version, action, part);
    const reading = new PayloadReading(schema, fieldNamesOf(version), part, receipt);
    const payload = reading.read(raw, action);
    const remaining = checkAgain(payload);
    if (remaining) return { ok: false, schemaError: remaining };
    return { ok: true, payload, deviations: reading.deviations.all() };
  };
}
