"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, TRPCClientError } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
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
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        httpBatchLink({
          url: "/api/trpc",
          transformer: superjson,
          headers: operator === null ? {} : { "x-operator": operator },
        }),
      ],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}

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
  const message = facts?.refusal?.message ?? error.message;
  const fields = facts?.fields ?? {};
  return {
    message,
    fields,
    sentence: Object.keys(fields).length === 0 ? message : undefined,
    details: facts?.refusal?.details ?? {},
  };
}
