import {
  EvCharger,
  Handshake,
  IdCard,
  LayoutDashboard,
  type LucideIcon,
  ReceiptText,
  ScrollText,
  Settings,
  Tags,
  Users,
  Zap,
} from "lucide-react";
import type { Messages } from "@/app/_i18n/messages";

export type NavId = keyof Messages["shell"]["nav"];
type NavGroup = keyof Messages["shell"]["groups"];

/**
 * Words of the menu in order. `path` follows the operator's slug; `letter` is pressed after `g`.
 */
export const NAV: readonly { id: NavId; path: string; shortcut: string; group: NavGroup; icon: LucideIcon }[] = [
  { id: "overview", path: "", shortcut: "o", group: "network", icon: LayoutDashboard },
  { id: "stations", path: "/stations", shortcut: "s", group: "network", icon: EvCharger },
  { id: "sessions", path: "/sessions", shortcut: "e", group: "network", icon: Zap },
  { id: "tariffs", path: "/tariffs", shortcut: "t", group: "business", icon: Tags },
  { id: "drivers", path: "/drivers", shortcut: "d", group: "business", icon: IdCard },
  { id: "partners", path: "/partners", shortcut: "p", group: "business", icon: Handshake },
  { id: "invoices", path: "/invoices", shortcut: "i", group: "business", icon: ReceiptText },
  { id: "team", path: "/team", shortcut: "m", group: "organisation", icon: Users },
  { id: "settings", path: "/settings", shortcut: ",", group: "organisation", icon: Settings },
  { id: "audit", path: "/audit", shortcut: "a", group: "organisation", icon: ScrollText },
];

export const NAV_GROUPS: readonly NavGroup[] = ["network", "business", "organisation"];

/** Whether the page at `pathname` belongs under a menu entry. The overview is only itself. */
export function isCurrent(pathname: string, base: string, path: string): boolean {
  const home = base + path;
  return pathname === home || (path !== "" && pathname.startsWith(`${home}/`));
}
