import type { ConnectorState } from "@/server/domain/station/event";

export type MarkedState = ConnectorState | "unknown" | "offline" | "never";

const COLOUR: Readonly<Record<MarkedState, string>> = {
  available: "var(--color-good-mark)",
  preparing: "var(--color-accent-mark)",
  charging: "var(--color-accent-mark)",
  suspended_ev: "var(--color-accent-mark)",
  suspended_evse: "var(--color-warn-mark)",
  finishing: "var(--color-accent-mark)",
  occupied: "var(--color-accent-mark)",
  reserved: "var(--color-series-4)",
  unavailable: "var(--color-idle-mark)",
  faulted: "var(--color-bad-mark)",
  unknown: "var(--color-idle-mark)",
  offline: "var(--color-idle-mark)",
  never: "var(--color-idle-mark)",
};

export const markColour = (state: MarkedState): string => COLOUR[state];

/**
 * A connector's state as a mark with a shape of its own: ring free, disc charging, half disc
 * plugged in, two bars paused, diamond reserved, dash out of service, square faulted, dotted ring
 * unknown. Put the word beside it or in a title.
 */
export function ConnectorMark({ state, size = 12 }: { state: MarkedState; size?: number }) {
  const colour = COLOUR[state];
  return (
    <svg viewBox="0 0 12 12" width={size} height={size} aria-hidden="true" className="shrink-0">
      <Shape state={state} colour={colour} />
    </svg>
  );
}

function Shape({ state, colour }: { state: MarkedState; colour: string }) {
  switch (state) {
    case "available":
      return <circle cx="6" cy="6" r="4.2" fill="none" stroke={colour} strokeWidth="2" />;
    case "charging":
      return <circle cx="6" cy="6" r="5.2" fill={colour} />;
    case "preparing":
    case "finishing":
    case "occupied":
      return (
        <>
          <circle cx="6" cy="6" r="4.4" fill="none" stroke={colour} strokeWidth="1.6" />
          <path d="M6 1.6a4.4 4.4 0 0 1 0 8.8Z" fill={colour} />
        </>
      );
    case "suspended_ev":
    case "suspended_evse":
      return <path d="M2.6 1.6h2.4v8.8H2.6zM7 1.6h2.4v8.8H7z" fill={colour} />;
    case "reserved":
      return <path d="M6 .6 11.4 6 6 11.4.6 6Z" fill={colour} />;
    case "unavailable":
      return <rect x="1" y="4.7" width="10" height="2.6" rx="1.3" fill={colour} />;
    case "faulted":
      return <rect x="1" y="1" width="10" height="10" rx="1.2" fill={colour} />;
    case "unknown":
    case "offline":
    case "never":
      return <circle cx="6" cy="6" r="4.4" fill="none" stroke={colour} strokeWidth="1.4" strokeDasharray="2 1.6" />;
  }
}
