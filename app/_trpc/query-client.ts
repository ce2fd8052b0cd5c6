import { QueryClient } from "@tanstack/react-query";

/**
 * Pages are rendered fresh by the server and kept fresh by live topics, so a client query is
 * trusted for half a minute.
 */
export const newQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: 1, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  });
