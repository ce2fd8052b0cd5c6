import { portalHealth } from "@/server/health/portal-health";

export const dynamic = "force-dynamic";

/**
 * 200 while the portal can work (also without a gateway, and it says so), 503 when its database
 * does not answer.
 */
export async function GET(): Promise<Response> {
  const health = await portalHealth();
  return Response.json(health, { status: health.status === "down" ? 503 : 200 });
}
