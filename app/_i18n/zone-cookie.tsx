"use client";

import { useEffect } from "react";
import { ZONE_COOKIE } from "./locale";

/** Sets the time zone of this browser for the server's next page. */
export function ZoneCookie() {
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  }, []);
  return null;
}
