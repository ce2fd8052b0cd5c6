type Extra = { description?: string; action?: { label: string; onClick: () => void } };

let wanted = false;
const listeners = new Set<() => void>();

/** For the Toaster: whether anybody has ever had something to say. */
export const isWanted = (): boolean => wanted;

export function onWanted(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Says briefly that something happened. The toast library is fetched on the first call, so no page
 * pays for it up front. Failures that a person must act on belong on the page (Notice, Form
 * `problem`), not in a toast.
 */
export const toast = {
  done: (message: string, extra: Extra = {}): void => void show("success", message, extra),
  failed: (message: string, extra: Extra = {}): void => void show("error", message, extra),
  note: (message: string, extra: Extra = {}): void => void show("message", message, extra),
};

async function show(kind: "success" | "error" | "message", message: string, extra: Extra): Promise<void> {
  wanted = true;
  for (const notify of listeners) notify();
  // A toast said before the Toaster stands is kept by the library and shown when it does.
  const sonner = await import("sonner");
  sonner.toast[kind](message, extra);
}
