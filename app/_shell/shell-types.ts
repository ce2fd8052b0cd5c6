import type { Messages } from "@/app/_i18n/messages";
import type { NavId } from "./nav";

export type HitGroup = keyof Messages["shell"]["palette"]["groups"];

/**
 * Something the palette found: a station, a driver, … `detail` distinguishes it from others of the
 * same name.
 */
export type Hit = { key: string; group: HitGroup; label: string; detail?: string; href: string };

/** An act the palette offers beside navigation; leave out what the role may not do. */
export type Command = { key: string; label: string; href?: string; run?: () => void };

export type ShellOperator = { slug: string; name: string };

export type ShellProps = {
  operator: ShellOperator;
  /** All operators this person belongs to, the current one included. */
  operators: readonly ShellOperator[];
  user: { name: string; email: string; role: string };
  /** Menu entries this role may open; the others do not appear. */
  allowed: readonly NavId[];
  search: (query: string) => Promise<readonly Hit[]>;
  commands?: readonly Command[];
  /** As `useLiveStatus()` returns it. */
  connection: { state: "connecting" | "live" | "stale"; since: number };
  signOut: () => void | Promise<void>;
};
