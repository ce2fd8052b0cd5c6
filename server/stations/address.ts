import { env } from "@/server/env";

/**
 * The exact address a station connects to (OCPP-J §3.1.1): the identity percent-encoded as the last
 * part of the path.
 */
export const connectAddress = (identity: string): string =>
  `${env().GATEWAY_URL}/ocpp/` +
  encodeURIComponent(identity).replaceAll("%40", "@").replaceAll("%3D", "=").replaceAll("%2B", "+");
