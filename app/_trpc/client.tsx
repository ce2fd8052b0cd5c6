"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useMemo, useState } from "react";
import superjson from "superjson";
import { useTranslations } from "use-intl/react";
import type { AppRouter } from "@/server/app-router";
import type { ErrorFacts } from "@/server/trpc";
import { newQueryClient } from "./query-client";

const context = createTRPCContext<AppRouter>();

/** `const trpc = useTRPC(); useMutation(trpc.stations.register.mutationOptions())` */
export const useTRPC = context.useTRPC;

/** The plain client, for a question asked outside React's data flow (the palette). */
export const useApiClient = context.useTRPCClient;

/** Gives client islands the router of the operator in the address. */
export function ApiProvider({
  operator,
  children,
}: {
  readonly operator: string | null;
  readonly children: ReactNode;
}) {
  const [queryClient] = useState(newQueryClient);
  const unanswered = useTranslations("errors")("network");
  const client = useMemo(
    () =>
      createTRPCClient<AppRouter>({
        links: [
          notifyUnanswered(unanswered),
          httpBatchLink({
            url: "/api/trpc",
            transformer: superjson,
            headers: operator === null ? {} : { "x-operator": operator },
          }),
        ],
      }),
    [operator, unanswered],
  );
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}

/**
 * The browser has its own words, in its own language, for a server that it could not reach; here
 * are ours.
 */
const notifyUnanswered =
  (sentence: string): TRPCLink<AppRouter> =>
  () =>
  ({ next, op }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (value) => observer.next(value),
        complete: () => observer.complete(),
        error: (error) => {
          if (!error.data && !isAborted(error)) return observer.error(new TRPCClientError(sentence, { cause: error }));
          // who shows no more of an error than its message shows the reader's words as well
          if (error.data?.sentence) error.message = error.data.sentence;
          observer.error(error);
        },
      }),
    );

const isAborted = (error: Error): boolean => error.cause instanceof Error && error.cause.name === "AbortError";

export type FormErrors = {
  /** the whole refusal in a sentence */
  readonly message: string;
  /** sentences by field path */
  readonly fields: Readonly<Record<string, string>>;
  /** the message again when no field says it: what stands above the form */
  readonly sentence: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
};

/** What a form shows of a failed mutation. */
export function errorFacts(error: unknown): FormErrors {
  if (!(error instanceof TRPCClientError))
    return { message: String(error), fields: {}, sentence: String(error), details: {} };
  const facts = error.data as Partial<ErrorFacts> | null | undefined;
  const message = facts?.sentence ?? facts?.refusal?.message ?? error.message;
  const fields = facts?.fields ?? {};
  return {
    message,
    fields,
    sentence: Object.keys(fields).length === 0 ? message : undefined,
    details: facts?.refusal?.details ?? {},
  };
}
