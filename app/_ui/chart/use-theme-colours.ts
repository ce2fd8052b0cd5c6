"use client";

import { useEffect, useState } from "react";

export type ThemeColours = { series: readonly string[]; line: string; text: string; surface: string };

const SERIES = [1, 2, 3, 4, 5, 6].map((number) => `--color-series-${number}`);

/**
 * The tokens as plain colours for a canvas, read again when the theme changes. light-dark() only
 * resolves on a real element.
 */
function readColours(): ThemeColours {
  const probe = document.createElement("span");
  document.body.append(probe);
  const read = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    series: SERIES.map(read),
    line: read("--color-line"),
    text: read("--color-muted"),
    surface: read("--color-surface"),
  };
  probe.remove();
  return colours;
}

export function useThemeColours(): ThemeColours {
  const [colours, setColours] = useState(readColours);
  useEffect(() => {
    const again = () => setColours(readColours());
    const device = matchMedia("(prefers-color-scheme: dark)");
    const watcher = new MutationObserver(again);
    device.addEventListener("change", again);
    watcher.observe(document.documentElement, { attributeFilter: ["class"] });
    return () => {
      device.removeEventListener("change", again);
      watcher.disconnect();
    };
  }, []);
  return colours;
}
