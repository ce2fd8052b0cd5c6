import { env } from "@/server/env";

/**
 * The address a request came from, as the outermost of our own proxies saw it. A proxy writes its
 * client behind whatever it was handed, so entries of X-Forwarded-For further left are what anybody
 * cared to send.
 */
export function clientAddress(headers: Headers): string | null {
  const hops = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter((hop) => hop !== "");
  // 0: none of ours stands before it, and server/launch/forwarded-for.mjs has put the socket's
  // address in the header's place
  return hops.at(-Math.max(env().TRUSTED_PROXIES, 1)) ?? hops[0] ?? null;
}
