"use client";

import { useEffect } from "react";
import { ZONE_COOKIE } from "./locale";

/** Tells the server, for the next page, in which zone this person reads clocks. */
export function ZoneCookie() {
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  }, []);
  return null;
}
