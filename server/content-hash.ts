import { createHash } from "node:crypto";
import { canonicalJson } from "@/server/domain/canonical-json";

/** sha256 over canonical JSON, hex: the seal of what is stored and never changes. */
export const contentHashOf = (content: unknown): string =>
  createHash("sha256").update(canonicalJson(content)).digest("hex");
