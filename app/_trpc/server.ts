import "server-only";
import { TRPCError } from "@trpc/server";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { createCaller } from "@/server/app-router";
import { requestContext } from "./context";

/**
 * The caller of one page: asks the router in-process, as the signed-in person, for the operator in
 * the address.
 */
export const portal = cache(async (operatorSlug: string | null) =>
  createCaller(await requestContext(await headers(), operatorSlug)),
);

/**
 * Awaits a query for a page: not signed in → sign-in page and back; nothing there, or not allowed →
 * the not-found page, which does not distinguish them. Anything else goes to the error boundary.
 */
export async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TRPCError) {
      if (error.code === "UNAUTHORIZED") redirect("/sign-in");
      if (error.code === "NOT_FOUND" || error.code === "FORBIDDEN") notFound();
    }
    throw error;
  }
}
