"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Link } from "@/app/_ui/action/link";
import type { ReactElement, ReactNode } from "react";
import { cn } from "../cn";
import { FLOAT, FLOAT_ITEM } from "../fields/field-classes";

export type MenuEntry =
  | "separator"
  | {
      label: string;
      icon?: ReactNode;
      danger?: boolean;
      disabled?: boolean;
      href?: string;
      onSelect?: () => void;
      /** A file rather than a page: the browser fetches it. */
      download?: boolean;
    };

/**
 * A short list of acts. `trigger` is a Button or IconButton element. Entries that a role may not
 * use are left out by the caller.
 */
export function Menu({
  trigger,
  entries,
  align = "end",
}: {
  trigger: ReactElement;
  entries: readonly MenuEntry[];
  align?: "start" | "end";
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className="z-60 outline-none">
          <Base.Popup className={cn(FLOAT, "min-w-44")}>
            {entries.map((entry, place) =>
              entry === "separator" ? (
                // Separators have no identity of their own; the list is fixed while open.
                <Base.Separator key={`separator-${place}`} className="my-1 h-px bg-line" />
              ) : (
                <Entry key={entry.label} entry={entry} />
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Entry({ entry }: { entry: Exclude<MenuEntry, "separator"> }) {
  const classes = cn(FLOAT_ITEM, entry.danger ? "text-bad-text" : "[&_svg]:text-muted");
  const content = (
    <>
      {entry.icon}
      {entry.label}
    </>
  );
  if (entry.href !== undefined) {
    const link = entry.download ? (
      <a href={entry.href} download>
        {content}
      </a>
    ) : (
      <Link href={entry.href}>{content}</Link>
    );
    return <Base.LinkItem render={link} closeOnClick className={classes} />;
  }
  return (
    <Base.Item disabled={entry.disabled ?? false} onClick={() => entry.onSelect?.()} className={classes}>
      {content}
    </Base.Item>
  );
}
