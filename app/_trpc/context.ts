import "server-only";
import { TRPCError } from "@trpc/server";
import { cookies } from "next/headers";
import { auth, clientAddress, isBrowserSession, sessionCookie } from "@/server/auth";
import type { Context } from "@/server/trpc";

/**
 * Who asks: from the browser session's cookie; and for which operator.
 * @throws TRPCError when that cannot be read now: nobody is sent to the sign-in page because the database restarts
 */
export async function requestContext(headers: Headers, operatorSlug: string | null): Promise<Context> {
  const session = await auth();
  const person = session?.user;
  const browserSession = (await cookies()).get(sessionCookie().name)?.value ?? null;
  if (!person?.id) {
    if (browserSession !== null && (await isBrowserSession(browserSession))) {
      throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "Who you are could not be read. Try again." });
    }
    return { actor: null, operatorSlug, browserSession: null };
  }
  const actor = {
    userId: person.id,
    name: person.name ?? person.email ?? "",
    email: person.email ?? "",
    ipAddress: clientAddress(headers),
  };
  return { actor, operatorSlug, browserSession };
}
