"use client";

import { type ComponentProps, type ComponentType, type ReactElement, useState } from "react";

export type OpenedByTrigger = {
  trigger: ReactElement;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/**
 * A button whose menu is fetched when a person turns to it (hover, touch or focus), so that the
 * first load of every page does not carry menus that most visits never open. A press before it has
 * arrived opens it on arrival.
 */
export function PrefetchOnIntent<P extends object>({
  load,
  panelProps,
  ...button
}: ComponentProps<"button"> & { load: () => Promise<ComponentType<P & OpenedByTrigger>>; panelProps: P }) {
  const [Panel, setPanel] = useState<ComponentType<P & OpenedByTrigger>>();
  const [open, setOpen] = useState(false);

  const fetchPanel = () => void load().then((loaded) => setPanel(() => loaded));
  const trigger = <button type="button" aria-haspopup="menu" {...button} />;
  if (Panel) return <Panel {...panelProps} trigger={trigger} open={open} onOpenChange={setOpen} />;
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      {...button}
      onPointerEnter={fetchPanel}
      onClick={() => {
        setOpen(true);
        fetchPanel();
      }}
    />
  );
}
