import { z } from "zod";
import { Refusal } from "@/server/domain/refusal";

/** Where a page of a keyset begins: the sort keys of the row before it, its id last. Opaque to screens. */
export const Cursor = z.string().max(600);

export const cursorOf = (keys: readonly string[]): string => Buffer.from(JSON.stringify(keys)).toString("base64url");

/** @throws Refusal INVALID when the text is no cursor of so many keys: an address was cut or edited. */
export function readCursor(cursor: string, count: number): readonly string[] {
  const keys = parse(Buffer.from(cursor, "base64url").toString());
  if (!Array.isArray(keys) || keys.length !== count || !keys.every((key) => typeof key === "string")) {
    throw new Refusal("INVALID", "This page of the list does not exist. Start from the first page.");
  }
  return keys;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // JSON has no other way to say that it cannot be read
  }
}
