/**
 * permessage-deflate (RFC 7692), which a CSMS of 2.x supports (2.0.1 part 4 §3.3): only for a
 * station that offers it, and bounded in memory.
 */
import type { PerMessageDeflateOptions, WebSocket } from "ws";

const NAME = "permessage-deflate";

/**
 * No context is kept from one message to the next, and ours have a window of 1 KiB. A socket that
 * is compressed and idle costs 1 KiB more; once its station has sent a compressed message, 37 KiB
 * of memory in all instead of 15 (measured with 800). Below the threshold, which is nearly
 * everything that we send, nothing is compressed.
 */
export const DEFLATE: PerMessageDeflateOptions = {
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
  serverMaxWindowBits: 10,
  zlibDeflateOptions: { memLevel: 4 },
  threshold: 1024,
  concurrencyLimit: 2,
};

/**
 * The first offer of a Sec-WebSocket-Extensions header that we can take; null when there is none.
 * Others are passed over, as RFC 7692 §5.1 allows: the library would refuse the handshake.
 */
export function deflateOffer(header: string | undefined): string | null {
  return (
    (header ?? "")
      .split(",")
      .map((offer) => offer.trim())
      .find(isAcceptable) ?? null
  );
}

function isAcceptable(offer: string): boolean {
  const [name, ...parameters] = offer.split(";").map((part) => part.trim());
  const names = parameters.map((parameter) => parameter.split("=", 1)[0]);
  return name === NAME && new Set(names).size === names.length && parameters.every((each) => PARAMETER.test(each));
}

/** RFC 7692 §7.1; of the server's window the sizes that leave us ours. */
const PARAMETER = new RegExp(
  "^(?:(?:server|client)_no_context_takeover" +
    "|client_max_window_bits(?:=[89])?|(?:server|client)_max_window_bits=1[0-5])$",
);

export const isCompressed = ({ extensions }: WebSocket): boolean => extensions.includes(NAME);
