"use client";

import NextLink from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * Next's link, but a page is fetched ahead only once the pointer or the focus is on its link. By
 * itself Next fetches every link in sight, and all of them anew after each refresh: a live list,
 * refreshed every second, would ask for dozens of pages a second.
 */
export function Link({ onPointerEnter, onFocus, prefetch, ...rest }: ComponentProps<typeof NextLink>) {
  const [isNear, setNear] = useState(false);
  return (
    <NextLink
      {...rest}
      prefetch={prefetch ?? (isNear ? null : false)}
      onPointerEnter={(event) => {
        setNear(true);
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        setNear(true);
        onFocus?.(event);
      }}
    />
  );
}
