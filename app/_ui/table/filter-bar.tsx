"use client";

import { ListFilter, Search, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "../action/button";
import { Checkbox } from "../fields/checkbox";
import type { Choice } from "../fields/choice";
import { cn } from "../cn";
import { FIELD_FACE } from "../fields/field-classes";
import { Popover } from "../overlay/popover";
import { useUrlState } from "./use-url-state";

/**
 * The line above a table: search and filters at the start, `end` (columns, export, view) at the
 * end. `names` are the query parameters that "Clear filters" removes.
 */
export function FilterBar({
  names,
  children,
  end,
}: {
  names: readonly string[];
  children: ReactNode;
  end?: ReactNode;
}) {
  const t = useTranslations("labels");
  const url = useUrlState();
  const active = names.some((name) => url.get(name) !== undefined);
  return (
    <search className="mb-2 flex flex-wrap items-center gap-2">
      {children}
      {active && (
        <Button
          variant="quiet"
          size="sm"
          onClick={() => url.set(Object.fromEntries(names.map((name) => [name, null])), "push")}
        >
          {t("clearFilters")}
        </Button>
      )}
      {end && <div className="ml-auto flex items-center gap-2">{end}</div>}
    </search>
  );
}

/**
 * Searches the whole set by words; the address follows 250 ms after the last key. `/` jumps here.
 */
export function SearchFilter({ name = "q", label }: { name?: string; label: string }) {
  const t = useTranslations("labels");
  const url = useUrlState();
  const there = url.get(name) ?? "";
  const [text, setText] = useState(there);
  const [known, setKnown] = useState(there);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (there !== known) {
    // The address changed under us (Back, Clear filters): show what it says, unless it only caught
    // up with the typing.
    setKnown(there);
    if (there !== text.trim()) setText(there);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  function write(next: string, waitMs: number) {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => url.set({ [name]: next.trim() }), waitMs);
  }

  return (
    <div className="relative w-full sm:w-72">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-faint"
      />
      <input
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={label}
        data-shortcut="filter"
        value={text}
        onChange={(event) => write(event.target.value, 250)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && text !== "") write("", 0);
        }}
        className={cn(FIELD_FACE, "h-7 pr-7 pl-7 pointer-coarse:h-10")}
      />
      {text !== "" && (
        <button
          type="button"
          aria-label={t("clear")}
          onClick={() => write("", 0)}
          className={
            "absolute top-1/2 right-1 grid size-5 -translate-y-1/2 place-items-center rounded-sm " +
            "text-faint hover:text-ink"
          }
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  );
}

/** One or, with `multiple`, several of a few values, as `?name=a&name=b`. */
export function ChoiceFilter({
  name,
  label,
  choices,
  multiple = false,
}: {
  name: string;
  label: string;
  choices: readonly Choice[];
  multiple?: boolean;
}) {
  const t = useTranslations("labels");
  const url = useUrlState();
  const chosen = url.all(name);
  const shown = choices.filter((choice) => chosen.includes(choice.value)).map((choice) => choice.label);

  function toggle(value: string, on: boolean) {
    if (!multiple) return url.set({ [name]: on ? value : null }, "push");
    url.set({ [name]: on ? [...chosen, value] : chosen.filter((other) => other !== value) }, "push");
  }

  return (
    <Popover
      label={label}
      className="min-w-44"
      trigger={
        <Button
          size="sm"
          className={cn("shadow-none", shown.length === 0 && "border-dashed")}
          icon={<ListFilter aria-hidden />}
        >
          <span className={shown.length === 0 ? "text-muted" : undefined}>{label}</span>
          {shown.length > 0 && (
            <span className="max-w-40 truncate text-accent-text">
              {shown.length > 2 ? t("selected", { count: shown.length }) : shown.join(", ")}
            </span>
          )}
        </Button>
      }
    >
      <div className="flex flex-col gap-2.5">
        {choices.map((choice) => (
          <Checkbox
            key={choice.value}
            label={choice.label}
            {...(choice.hint === undefined ? {} : { hint: choice.hint })}
            checked={chosen.includes(choice.value)}
            onCheckedChange={(on) => toggle(choice.value, on)}
          />
        ))}
        {chosen.length > 0 && (
          <Button variant="quiet" size="sm" onClick={() => url.set({ [name]: null }, "push")}>
            {t("clear")}
          </Button>
        )}
      </div>
    </Popover>
  );
}
