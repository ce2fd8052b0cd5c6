"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useTransition,
} from "react";

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
/** A refresh that takes longer is given up for lost, and the next change asks again. */
const PATIENCE_MS = 15_000;

/**
 * Asks the server for the page again when one of its topics changed, at most once a second and never while an earlier answer is still
 * on its way: a new question would throw that answer away, and on a slow day the page would never move. React changes the rows in place.
 * Topics: "overview", "stations", "station:<id>", "sessions", "session:<id>", "command:<id>", "messages:<stationId>", "invoices", "invoice:<id>", …
 */
export function LiveRefresh({ topics }: { readonly topics: readonly string[] }) {
  const { subscribe } = useContext(LiveContext);
  const ask = useRefresh();
  const wanted = topics.join(" ");

  useEffect(() => {
    const mine = new Set(wanted.split(" "));
    return subscribe((changed) => {
      if (changed.some((topic) => topic === "*" || mine.has(topic))) ask();
    });
  }, [ask, subscribe, wanted]);
  return null;
}

/** A function to call as often as one likes: the page is refreshed soon after, and once more when it was called meanwhile. */
function useRefresh(): () => void {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const state = useRef<{ isWanted: boolean; askedAt: number; isBusy: boolean; timer?: ReturnType<typeof setTimeout> }>({
    isWanted: false,
    askedAt: 0,
    isBusy: false,
  });

  const schedule = useCallback(() => {
    const now = state.current;
    const isWaiting = now.isBusy && Date.now() - now.askedAt < PATIENCE_MS;
    if (!now.isWanted || isWaiting || now.timer) return;
    now.timer = setTimeout(
      () => {
        delete now.timer;
        now.isWanted = false;
        now.isBusy = true;
        now.askedAt = Date.now();
        start(() => router.refresh());
      },
      Math.max(0, now.askedAt + REFRESH_EVERY_MS - Date.now()),
    );
  }, [router]);

  useEffect(() => {
    state.current.isBusy = isPending;
    if (!isPending) schedule();
  }, [isPending, schedule]);
  useEffect(() => {
    const now = state.current;
    return () => {
      clearTimeout(now.timer);
      delete now.timer;
    };
  }, []);

  return useCallback(() => {
    state.current.isWanted = true;
    schedule();
  }, [schedule]);
}
