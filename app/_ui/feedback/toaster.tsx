"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { isWanted, onWanted } from "./toast";

const Sonner = dynamic(() => import("sonner").then((module) => module.Toaster), { ssr: false });

/**
 * Where toasts appear; stands once in the root layout. Nothing is fetched until the first toast.
 */
export function Toaster() {
  const wanted = useSyncExternalStore(onWanted, isWanted, () => false);
  if (!wanted) return null;
  return (
    <Sonner
      position="bottom-right"
      visibleToasts={3}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-(--width) items-start gap-2.5 rounded-lg bg-raised px-3.5 py-3 font-sans text-sm " +
            "text-ink shadow-float",
          description: "text-muted",
          actionButton: "ml-auto shrink-0 font-medium text-accent-text",
          success: "[&_[data-icon]]:text-good-text",
          error: "[&_[data-icon]]:text-bad-text",
        },
      }}
    />
  );
}
