/** Which OCPP version a station asks for by its Sec-WebSocket-Protocol header. */
import type { Dialect } from "@/ocpp-gateway/dialect/dialect";
import { ALL_DIALECTS } from "@/ocpp-gateway/dialect/all-dialects";

const DIALECTS: ReadonlyMap<string, Dialect> = new Map(ALL_DIALECTS.map((dialect) => [dialect.subprotocol, dialect]));

export const SUBPROTOCOLS = [...DIALECTS.keys()];

export type ChosenSubprotocol = {
  readonly dialect: Dialect;
  /**
   * What the handshake answers: the station's own spelling, which its client compares with what it
   * offered; null for no header.
   */
  readonly answer: string | null;
  /** Whether the header is as the specification writes it. */
  readonly isRegular: boolean;
};

/**
 * The first offer that is spoken here, for the station's own order is its preference (OCPP-J 1.6
 * §3.1.3). Case, spaces and repetitions change nothing of what an offer can mean. A header without
 * any offer can only mean the version that the station spoke last time.
 *
 * @param header as Node joins it: "ocpp2.0.1, ocpp1.6"
 * @param lastVersion null when it never connected
 */
export function chooseSubprotocol(header: string | undefined, lastVersion: string | null): ChosenSubprotocol | null {
  const parts = (header ?? "").split(",");
  const offers = parts.map((part) => part.trim()).filter((offer) => offer !== "");
  if (offers.length === 0) {
    const known = [...DIALECTS.values()].find(({ ocppVersion }) => ocppVersion === lastVersion);
    return known ? { dialect: known, answer: null, isRegular: false } : null;
  }
  for (const offer of offers) {
    const dialect = DIALECTS.get(canonical(offer));
    if (!dialect) continue;
    const isRegular =
      offer === dialect.subprotocol && offers.length === parts.length && new Set(offers).size === offers.length;
    return { dialect, answer: TOKEN.test(offer) ? offer : dialect.subprotocol, isRegular };
  }
  return null;
}

/** "OCPP 1.6", "ocpp1.6j" and "ocpp1.6-json" are one word: a WebSocket carries JSON alone. */
const canonical = (offer: string): string =>
  offer
    .toLowerCase()
    .replaceAll(/[\s"]/g, "")
    .replace(/^ocpp[-_v]+(?=\d)/, "ocpp")
    .replace(/(?<=\d)[-_]?j(?:son)?$/, "");

/** What a header may carry (RFC 7230 §3.2.6). */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
