import { env } from "@/server/env";

/**
 * The address a request came from, as the outermost of our own proxies saw it. A proxy writes its client behind whatever it was
 * handed, so entries of X-Forwarded-For further left are what anybody cared to send.
 */
export function clientAddress(headers: Headers): string | null {
  const hops = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter((hop) => hop !== "");
  return hops.at(-env().TRUSTED_PROXIES) ?? hops[0] ?? null;
}
