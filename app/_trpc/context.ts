import "server-only";
import { TRPCError } from "@trpc/server";
import { cookies } from "next/headers";
import { getLocale } from "@/app/_i18n/request";
import { auth, clientAddress, isBrowserSession, sessionCookie } from "@/server/auth";
import { type Context, sentenceOf } from "@/server/trpc";
import { refusalText } from "./refusal-text";

/**
 * Who asks: from the browser session's cookie; and for which operator.
 * @throws TRPCError when that cannot be read now: nobody is sent to the sign-in page because the
 *   database restarts
 */
export async function requestContext(headers: Headers, operatorSlug: string | null): Promise<Context> {
  const translator = refusalText(await getLocale());
  const session = await auth();
  const person = session?.user;
  const browserSession = (await cookies()).get(sessionCookie().name)?.value ?? null;
  if (!person?.id) {
    if (browserSession !== null && (await isBrowserSession(browserSession))) {
      throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "Who you are could not be read. Try again." });
    }
    return { actor: null, operatorSlug, browserSession: null, translator };
  }
  const actor = {
    userId: person.id,
    name: person.name ?? person.email ?? "",
    email: person.email ?? "",
    ipAddress: clientAddress(headers),
  };
  return { actor, operatorSlug, browserSession, translator };
}

/** An error in the language of this request, for a road that answers in plain text. */
export const sentenceHere = async (error: TRPCError): Promise<string> =>
  sentenceOf(error, refusalText(await getLocale())) ?? error.message;
