"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";

/** connecting: not yet heard from; live: changes arrive; stale: the stream is broken and what is shown may be old. */
export type LiveStatus = { readonly state: "connecting" | "live" | "stale"; readonly since: number };

type Listener = (topics: readonly string[]) => void;

type Live = { readonly status: LiveStatus; readonly subscribe: (listener: Listener) => () => void };

const LiveContext = createContext<Live>({ status: { state: "connecting", since: 0 }, subscribe: () => () => {} });

/** One stream of server-sent events for all of an operator's pages. */
export function LiveProvider({ operator, children }: { readonly operator: string; readonly children: ReactNode }) {
  const listeners = useRef(new Set<Listener>());
  const [status, setStatus] = useState<LiveStatus>({ state: "connecting", since: 0 });

  useEffect(() => {
    const source = new EventSource(`/api/live/${encodeURIComponent(operator)}`);
    const tell = (topics: readonly string[]): void => listeners.current.forEach((listener) => listener(topics));
    let wasStale = false;
    source.onopen = () => {
      setStatus({ state: "live", since: Date.now() });
      // what was said while we were away was missed: look again
      if (wasStale) tell(["*"]);
      wasStale = false;
    };
    source.onerror = () => {
      if (!wasStale) setStatus({ state: "stale", since: Date.now() });
      wasStale = true;
    };
    source.onmessage = (message: MessageEvent<string>) => tell(JSON.parse(message.data) as string[]);
    return () => source.close();
  }, [operator]);

  const live = useMemo<Live>(
    () => ({
      status,
      subscribe: (listener) => {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    }),
    [status],
  );
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

export const useLiveStatus = (): LiveStatus => useContext(LiveContext).status;

const REFRESH_EVERY_MS = 1_000;

/**
 * Asks the server for the page again when one of its topics changed, at most once a second; React changes the rows in place.
 * Topics: "overview", "stations", "station:<id>", "sessions", "session:<id>", "command:<id>", "messages:<stationId>", "invoices", "invoice:<id>", …
 */
export function LiveRefresh({ topics }: { readonly topics: readonly string[] }) {
  const router = useRouter();
  const { subscribe } = useContext(LiveContext);
  const wanted = topics.join(" ");

  useEffect(() => {
    const mine = new Set(wanted.split(" "));
    let last = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      timer = undefined;
      last = Date.now();
      router.refresh();
    };
    const stop = subscribe((changed) => {
      if (timer || !changed.some((topic) => topic === "*" || mine.has(topic))) return;
      timer = setTimeout(refresh, Math.max(0, last + REFRESH_EVERY_MS - Date.now()));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [router, subscribe, wanted]);
  return null;
}
