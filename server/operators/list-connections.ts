import { env } from "@/server/env";

export type Connections = {
  readonly gatewayUrl: string;
  readonly stripe: "live" | "test" | "none";
  readonly mail: boolean;
  readonly messageLogDays: number;
};

/** What this deployment is connected to, without any secret. */
export function listConnections(): Connections {
  const { GATEWAY_URL, STRIPE_SECRET_KEY, SMTP_URL, MESSAGE_LOG_RETENTION_DAYS } = env();
  const stripe = STRIPE_SECRET_KEY === undefined ? "none" : STRIPE_SECRET_KEY.includes("_test_") ? "test" : "live";
  return { gatewayUrl: GATEWAY_URL, stripe, mail: SMTP_URL !== undefined, messageLogDays: MESSAGE_LOG_RETENTION_DAYS };
}
