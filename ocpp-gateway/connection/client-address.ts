import type { IncomingMessage } from "node:http";

/**
 * Where a station's request comes from: its socket's other end, or what the outermost of our own
 * proxies saw. A proxy writes its client behind whatever it was handed, so what stands further left
 * in X-Forwarded-For is what anybody cared to send.
 * @param proxies how many of ours stand before the gateway; 0: none, and the header is nobody's
 *   word
 */
export function clientAddress({ socket, headers }: IncomingMessage, proxies: number): string {
  const peer = socket.remoteAddress ?? "unknown";
  if (proxies === 0) return peer;
  const hops = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
  return hops.at(-proxies)?.trim() || peer;
}
