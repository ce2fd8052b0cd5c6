"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import {
  clientAddress,
  refuseTooManyAttempts,
  sessionCookie,
  signIn,
  signInWithPassword,
  signOut,
  TypedAddress,
} from "@/server/auth";
import { Refusal } from "@/server/domain/refusal";

export type SignInAnswer = { readonly problem: string } | null;

/** Only ever back into the portal: an address of another site is ignored. */
const inside = (next: string): string => (/^\/[a-z0-9]/i.test(next) ? next : "/");

/**
 * Opens a session with e-mail and password and goes on to `next`; answers with a sentence when it
 * cannot.
 */
export async function signInByPassword(email: string, password: string, next: string): Promise<SignInAnswer> {
  const requested = await headers();
  try {
    const session = await signInWithPassword({
      email,
      password,
      ipAddress: clientAddress(requested),
      userAgent: requested.get("user-agent"),
    });
    const { name, options } = sessionCookie();
    (await cookies()).set(name, session.sessionToken, { ...options, expires: session.expires });
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.code === "too_many_attempts" ? "tooMany" : "wrong" };
    throw error;
  }
  redirect(inside(next));
}

/**
 * Sends a sign-in link if the address belongs to someone; the answer is the same if it does not.
 */
export async function signInByLink(email: string, next: string): Promise<SignInAnswer> {
  const ipAddress = clientAddress(await headers());
  // what can be nobody's address is answered like one that is nobody's
  if (!TypedAddress.safeParse(email).success) redirect("/sign-in/check-mail");
  try {
    await refuseTooManyAttempts("link", email, ipAddress);
    await signIn("email", { email, redirectTo: inside(next) });
  } catch (error) {
    if (error instanceof Refusal && error.code === "too_many_attempts") return { problem: "tooMany" };
    throw error; // a redirect travels as one
  }
  return null;
}

/** Ends this browser's session. */
export async function endSession(): Promise<void> {
  await signOut({ redirectTo: "/sign-in" });
}
