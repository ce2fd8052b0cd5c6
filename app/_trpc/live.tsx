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

/**
 * connecting: no message yet; live: changes arrive; stale: the stream is broken and what is shown
 * may be old.
 */
export type LiveStatus = { readonly state: "connecting" | "live" | "stale"; readonly since: number };

type Listener = (topics: readonly string[]) => void;

type Live = {
  readonly status: LiveStatus;
  readonly subscribe: (listener: Listener) => () => void;
  /**
   * Whether one of these topics changed a moment ago: while the page that now asks was on its way.
   */
  readonly changedJustNow: (topics: ReadonlySet<string>) => boolean;
};

const LiveContext = createContext<Live>({
  status: { state: "connecting", since: 0 },
  subscribe: () => () => {},
  changedJustNow: () => false,
});

/** As long as a page may take from its reading in the database to its listening in the browser. */
const JUST_NOW_MS = 5_000;

/** One stream of server-sent events for all of an operator's pages. */
export function LiveProvider({ operator, children }: { readonly operator: string; readonly children: ReactNode }) {
  const listeners = useRef(new Set<Listener>());
  const received = useRef(new Map<string, number>());
  const [status, setStatus] = useState<LiveStatus>({ state: "connecting", since: 0 });

  useEffect(() => {
    const source = new EventSource(`/api/live/${encodeURIComponent(operator)}`);
    const notify = (topics: readonly string[]): void => {
      noteUpdate(received.current, topics);
      for (const listener of listeners.current) listener(topics);
    };
    let wasStale = false;
    source.onopen = () => {
      setStatus({ state: "live", since: Date.now() });
      // what was said while nobody listened was missed, also between the reading of the first page
      // and now: look again
      notify(["*"]);
      wasStale = false;
    };
    source.onerror = () => {
      if (!wasStale) setStatus({ state: "stale", since: Date.now() });
      wasStale = true;
    };
    source.onmessage = (message: MessageEvent<string>) => notify(JSON.parse(message.data) as string[]);
    return () => source.close();
  }, [operator]);

  const subscribe = useCallback((listener: Listener) => {
    listeners.current.add(listener);
    return () => listeners.current.delete(listener);
  }, []);
  const changedJustNow = useCallback((topics: ReadonlySet<string>) => {
    const since = Date.now() - JUST_NOW_MS;
    return [...received.current].some(([topic, at]) => at >= since && (topic === "*" || topics.has(topic)));
  }, []);
  const live = useMemo<Live>(() => ({ status, subscribe, changedJustNow }), [status, subscribe, changedJustNow]);
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

function noteUpdate(received: Map<string, number>, topics: readonly string[]): void {
  const now = Date.now();
  for (const [topic, at] of received) if (at < now - JUST_NOW_MS) received.delete(topic);
  for (const topic of topics) received.set(topic, now);
}

export const useLiveStatus = (): LiveStatus => useContext(LiveContext).status;

const REFRESH_EVERY_MS = 1_000;
/** A refresh that takes longer is given up for lost, and the next change asks again. */
const PATIENCE_MS = 15_000;

/**
 * Reads the page again when one of its topics changed: at most once a second, and never while an
 * earlier answer is on its way, which a new request would throw away. Rows change in place.
 * Topics: "overview", "stations", "station:<id>", "sessions", "session:<id>", "command:<id>",
 * "messages:<stationId>", "invoices", "invoice:<id>", …
 */
export function LiveRefresh({ topics }: { readonly topics: readonly string[] }) {
  const { subscribe, changedJustNow } = useContext(LiveContext);
  const refresh = useRefresh();
  const wanted = topics.join(" ");

  useEffect(() => {
    const mine = new Set(wanted.split(" "));
    if (changedJustNow(mine)) refresh();
    return subscribe((changed) => {
      if (changed.some((topic) => topic === "*" || mine.has(topic))) refresh();
    });
  }, [refresh, subscribe, changedJustNow, wanted]);
  return null;
}

/**
 * A function to call as often as one likes: the page is refreshed soon after, and once more when it
 * was called meanwhile.
 */
function useRefresh(): () => void {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const state = useRef<{
    isWanted: boolean;
    requestedAt: number;
    isBusy: boolean;
    timer?: ReturnType<typeof setTimeout>;
  }>({
    isWanted: false,
    requestedAt: 0,
    isBusy: false,
  });

  const schedule = useCallback(() => {
    const now = state.current;
    const isWaiting = now.isBusy && Date.now() - now.requestedAt < PATIENCE_MS;
    if (!now.isWanted || isWaiting || now.timer) return;
    now.timer = setTimeout(
      () => {
        delete now.timer;
        now.isWanted = false;
        now.isBusy = true;
        now.requestedAt = Date.now();
        start(() => router.refresh());
      },
      Math.max(0, now.requestedAt + REFRESH_EVERY_MS - Date.now()),
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
