import type { Watcher } from "@/server/live/watch";

const PING_MS = 20_000;

type Listening = {
  /** subscribes; the returned function ends it */
  readonly watch: (watcher: Watcher) => () => void;
  /**
   * asked at each ping: a stream stays open for hours, and who was let in may have been sent away
   * since
   */
  readonly mayStay: () => Promise<boolean>;
  /** the browser has gone */
  readonly signal: AbortSignal;
};

/** Server-sent events of what changes, until the browser goes or may no longer listen. */
export function eventStream({ watch, mayStay, signal }: Listening): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = (): void => {};
  return new ReadableStream({
    start(controller) {
      const send = (text: string): void => controller.enqueue(encoder.encode(text));
      const clear = watch({
        onTopics: (topics) => send(`data: ${JSON.stringify(topics)}\n\n`),
        // the database was away: everything may have changed
        onReconnect: () => send(`data: ["*"]\n\n`),
      });
      let isOpen = true;
      stop = () => {
        isOpen = false;
        clearInterval(ping);
        clear();
      };
      const end = (): void => {
        if (!isOpen) return;
        stop();
        controller.close();
      };
      const look = async (): Promise<void> => {
        // not to know sends nobody away: the database is only restarting
        const may = await mayStay().catch(() => true);
        if (!may) end();
        else if (isOpen) send(": still here\n\n");
      };
      const ping = setInterval(() => void look(), PING_MS);
      signal.addEventListener("abort", end);
      send("retry: 1000\n\n");
    },
    cancel: () => stop(),
  });
}
