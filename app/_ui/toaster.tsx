"use client";

import dynamic from "next/dynamic";

const Sonner = dynamic(() => import("sonner").then((module) => module.Toaster), { ssr: false });

/** Where toasts appear; stands once in the root layout. Loaded after the page is usable. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      visibleToasts={3}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-(--width) items-start gap-2.5 rounded-lg bg-raised px-3.5 py-3 font-sans text-sm text-ink shadow-float",
          description: "text-muted",
          actionButton: "ml-auto shrink-0 font-medium text-accent-text",
          success: "[&_[data-icon]]:text-good-text",
          error: "[&_[data-icon]]:text-bad-text",
        },
      }}
    />
  );
}
