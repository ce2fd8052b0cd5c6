"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown, X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Choice } from "./choice";
import { cn } from "../cn";
import { FIELD_BOX, FLOAT, FLOAT_ITEM } from "./field-classes";
import { type FieldProps, FormField } from "./form-field";

/**
 * One of many choices, found by typing. Give all `choices`, or `search` to ask the server (called
 * 150 ms after the last key; later answers win). The FormData carries the chosen value.
 */
export function ComboboxField({
  name,
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  choices = [],
  search,
  value,
  defaultValue,
  onValueChange,
  placeholder,
  disabled,
}: FieldProps & {
  choices?: readonly Choice[];
  search?: (query: string) => Promise<readonly Choice[]>;
  value?: Choice | null;
  defaultValue?: Choice | null;
  onValueChange?: (choice: Choice | null) => void;
  placeholder?: string;
  disabled?: boolean;
}) {
  const t = useTranslations("labels");
  const { found, busy, query, lookUp } = useSearch(search);
  const items = search && query !== "" ? found : choices;
  return (
    <FormField {...{ name, label, hint, error, optional, hideLabel, className }} disabled={disabled}>
      <Base.Root<Choice>
        items={[...items]}
        {...(search ? { filter: null } : {})}
        {...(value === undefined ? {} : { value })}
        defaultValue={defaultValue ?? null}
        onValueChange={(choice) => onValueChange?.(choice)}
        onInputValueChange={(text, { reason }) => {
          if (reason !== "item-press") lookUp(text.trim());
        }}
        isItemEqualToValue={(item, chosen) => item.value === chosen.value}
        itemToStringLabel={(item) => item.label}
        itemToStringValue={(item) => item.value}
        required={!optional}
        autoHighlight
      >
        <Base.InputGroup className="relative">
          <Base.Input placeholder={placeholder} className={cn(FIELD_BOX, "pr-14")} />
          <div className="absolute inset-y-0 right-1 flex items-center">
            <Base.Clear
              aria-label={t("clear")}
              className="grid size-6 place-items-center rounded-sm text-faint hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-3.5" />
            </Base.Clear>
            <Base.Trigger aria-label={t("show")} className="grid size-6 place-items-center rounded-sm text-faint">
              <ChevronsUpDown aria-hidden className="size-3.5" />
            </Base.Trigger>
          </div>
        </Base.InputGroup>
        <Base.Portal>
          <Base.Positioner sideOffset={4} className="z-60 outline-none">
            <Base.Popup className={cn(FLOAT, "max-h-72 w-(--anchor-width) min-w-60")} aria-busy={busy || undefined}>
              <Base.Status className="px-2 py-1.5 text-muted empty:hidden">{busy ? t("searching") : null}</Base.Status>
              <Base.Empty className="px-2 py-1.5 text-muted empty:hidden">
                {busy ? null : query === "" ? t("none") : t("noMatches", { query })}
              </Base.Empty>
              <Base.List>
                {(item: Choice) => (
                  <Base.Item key={item.value} value={item} disabled={item.disabled ?? false} className={FLOAT_ITEM}>
                    {item.icon}
                    <span className="min-w-0 flex-1">
                      <span className="block truncate">{item.label}</span>
                      {item.hint && <span className="block truncate text-xs text-muted">{item.hint}</span>}
                    </span>
                    <Base.ItemIndicator className="text-accent-text">
                      <Check aria-hidden />
                    </Base.ItemIndicator>
                  </Base.Item>
                )}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </FormField>
  );
}

function useSearch(search: ((query: string) => Promise<readonly Choice[]>) | undefined) {
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<readonly Choice[]>([]);
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function lookUp(text: string) {
    setQuery(text);
    clearTimeout(timer.current);
    const mine = ++turn.current;
    if (!search || text === "") return setBusy(false);
    setBusy(true);
    timer.current = setTimeout(() => {
      const commit = (choices: readonly Choice[]) => {
        if (mine !== turn.current) return;
        setFound(choices);
        setBusy(false);
      };
      search(text).then(commit, () => commit([]));
    }, 150);
  }
  return { query, found, busy, lookUp };
}
