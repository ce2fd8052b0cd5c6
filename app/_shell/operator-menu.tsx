"use client";

import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { Link } from "@/app/_ui/action/link";
import type { ReactElement } from "react";
import { cn } from "@/app/_ui/cn";
import { FLOAT, FLOAT_ITEM } from "@/app/_ui/fields/field-classes";
import type { ShellProps } from "./shell-types";

/** The operators of a person who belongs to several. */
export function OperatorMenu({
  operator,
  operators,
  trigger,
  open,
  onOpenChange,
}: Pick<ShellProps, "operator" | "operators"> & {
  trigger: ReactElement;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Menu.Root open={open} onOpenChange={onOpenChange}>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner align="start" sideOffset={4} className="z-60 outline-none">
          <Menu.Popup className={cn(FLOAT, "min-w-(--anchor-width)")}>
            {operators.map((other) => (
              <Menu.LinkItem
                key={other.slug}
                closeOnClick
                className={cn(FLOAT_ITEM, "justify-between")}
                render={
                  <Link href={`/${other.slug}`}>
                    {other.name}
                    {other.slug === operator.slug && <Check aria-hidden className="text-accent-text" />}
                  </Link>
                }
              />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
