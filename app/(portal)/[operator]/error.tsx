"use client";

import dynamic from "next/dynamic";

/**
 * A page that failed fails within the frame: the way to another one is at hand. Fetched when it is
 * needed, as few pages fail.
 */
export default dynamic(() => import("@/app/_ui/feedback/screen-error").then((module) => module.ScreenError), {
  ssr: false,
});
