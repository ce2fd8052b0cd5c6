/** X-Forwarded-For in the portal's own words. */
import { subscribe } from "node:diagnostics_channel";

/**
 * Without a proxy before it, what a request says of its origin is nobody's word: the socket's other
 * end is written over it. Next writes it only where there is nothing. For this whole process.
 */
export function overwriteForwardedFor() {
  subscribe("http.server.request.start", ({ request }) => {
    request.headers["x-forwarded-for"] = request.socket.remoteAddress ?? "unknown";
  });
}
