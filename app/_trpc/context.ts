import "server-only";
import { cookies } from "next/headers";
import { auth, sessionCookie } from "@/server/auth";
import type { Context } from "@/server/trpc";

/** Who asks: from the browser session's cookie; and for which operator. */
export async function requestContext(headers: Headers, operatorSlug: string | null): Promise<Context> {
  const session = await auth();
  const person = session?.user;
  if (!person?.id) return { actor: null, operatorSlug, browserSession: null };
  const actor = {
    userId: person.id,
    name: person.name ?? person.email ?? "",
    email: person.email ?? "",
    ipAddress: clientAddress(headers),
  };
  const browserSession = (await cookies()).get(sessionCookie().name)?.value ?? null;
  return { actor, operatorSlug, browserSession };
}

/** The first hop of X-Forwarded-For; deployments put the portal behind a proxy that sets it. */
export const clientAddress = (headers: Headers): string | null =>
  headers.get("x-forwarded-for")?.split(",")[0]?.trim() || null;
