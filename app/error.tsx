"use client";

import type { ComponentProps } from "react";
import { ScreenError } from "@/app/_ui/feedback/screen-error";

/** A screen that failed with its frame, or has none. */
export default function BareScreenError(props: ComponentProps<typeof ScreenError>) {
  return (
    <main>
      <ScreenError {...props} />
    </main>
  );
}
