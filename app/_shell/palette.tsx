"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { CornerDownLeft, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import { BACKDROP } from "@/app/_ui/overlay/dialog";
import { Spinner } from "@/app/_ui/action/spinner";
import { NAV } from "./nav";
import type { Hit, ShellProps } from "./shell-types";

const ITEM =
  "flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 py-1 select-none " +
  "data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint " +
  "pointer-coarse:min-h-11";
const GROUP =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 " +
  "[&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs " +
  "[&_[cmdk-group-heading]]:text-muted";

/**
 * ⌘K: finds any station, session, driver, invoice or command. Places and commands match at once,
 * the network a moment later.
 */
export function Palette({
  open,
  onOpenChange,
  operator,
  allowed,
  search,
  commands = [],
}: Pick<ShellProps, "operator" | "allowed" | "search" | "commands"> & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations("shell");
  const router = useRouter();
  const [query, setQuery] = useState("");
  const { hits, state } = useHits(query.trim(), search);
  const typed = query.trim().toLowerCase();
  const matches = (label: string) => label.toLowerCase().includes(typed);
  const places = NAV.filter((entry) => allowed.includes(entry.id) && matches(t(`nav.${entry.id}`)));
  const acts = commands.filter((command) => matches(command.label));

  function go(href: string | undefined, run?: () => void) {
    onOpenChange(false);
    setQuery("");
    run?.();
    if (href !== undefined) router.push(href);
  }

  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup
          className={
            "fixed top-[12dvh] left-1/2 z-50 w-[calc(100vw-1.5rem)] max-w-150 -translate-x-1/2 " +
            "overflow-hidden rounded-lg bg-raised shadow-float outline-none transition-opacity " +
            "duration-75 data-ending-style:opacity-0 data-starting-style:opacity-0 max-sm:top-3"
          }
        >
          <Dialog.Title className="sr-only">{t("palette.title")}</Dialog.Title>
          <Command shouldFilter={false} loop label={t("palette.title")}>
            <div className="flex items-center gap-2.5 border-b border-line px-3.5">
              {state === "busy" ? (
                <Spinner className="text-faint" />
              ) : (
                <Search aria-hidden className="size-4 text-faint" />
              )}
              <Command.Input
                value={query}
                onValueChange={setQuery}
                placeholder={t("palette.placeholder")}
                className="h-11 min-w-0 flex-1 bg-transparent text-md outline-none"
              />
            </div>
            <Command.List className="max-h-[min(26rem,70dvh)] overflow-y-auto p-1.5">
              {hits.length > 0 && <Hits hits={hits} onGo={go} />}
              {acts.length > 0 && typed !== "" && (
                <Command.Group heading={t("palette.commands")} className={GROUP}>
                  {acts.map((act) => (
                    <Item key={act.key} value={`command/${act.key}`} onGo={() => go(act.href, act.run)}>
                      <CornerDownLeft aria-hidden />
                      {act.label}
                    </Item>
                  ))}
                </Command.Group>
              )}
              {places.length > 0 && (
                <Command.Group heading={t("palette.goTo")} className={GROUP}>
                  {places.map(({ id, path, icon: Icon }) => (
                    <Item key={id} value={`place/${id}`} onGo={() => go(`/${operator.slug}${path}`)}>
                      <Icon aria-hidden />
                      {t(`nav.${id}`)}
                    </Item>
                  ))}
                </Command.Group>
              )}
              <Answer state={state} nothing={hits.length + acts.length + places.length === 0} query={query} />
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Hits({ hits, onGo }: { hits: readonly Hit[]; onGo: (href: string) => void }) {
  const t = useTranslations("shell.palette");
  const groups = [...new Set(hits.map((hit) => hit.group))];
  return groups.map((group) => (
    <Command.Group key={group} heading={t(`groups.${group}`)} className={GROUP}>
      {hits
        .filter((hit) => hit.group === group)
        .map((hit) => (
          <Item key={hit.key} value={`${group}/${hit.key}`} onGo={() => onGo(hit.href)}>
            <span className="truncate">{hit.label}</span>
            {hit.detail && <span className="ml-auto truncate pl-4 text-xs text-muted">{hit.detail}</span>}
          </Item>
        ))}
    </Command.Group>
  ));
}

function Item({ value, onGo, children }: { value: string; onGo: () => void; children: ReactNode }) {
  return (
    <Command.Item value={value} onSelect={onGo} className={ITEM}>
      {children}
    </Command.Item>
  );
}

function Answer({ state, nothing, query }: { state: SearchState; nothing: boolean; query: string }) {
  const t = useTranslations("shell.palette");
  const label =
    state === "failed"
      ? t("failed")
      : nothing && state === "idle" && query.trim() !== ""
        ? t("empty", { query: query.trim() })
        : query.trim().length < 2
          ? t("hint")
          : undefined;
  return label && <p className="px-2.5 py-2 text-xs text-muted">{label}</p>;
}

type SearchState = "idle" | "busy" | "failed";

function useHits(query: string, search: ShellProps["search"]) {
  const [result, setResult] = useState<{ query: string; hits: readonly Hit[]; failed: boolean }>();
  const worth = query.length >= 2;
  const lookUp = useEffectEvent((text: string) => search(text));

  useEffect(() => {
    if (!worth) return;
    let dropped = false;
    const timer = setTimeout(() => {
      lookUp(query).then(
        (hits) => !dropped && setResult({ query, hits, failed: false }),
        () => !dropped && setResult({ query, hits: [], failed: true }),
      );
    }, 120);
    return () => {
      dropped = true;
      clearTimeout(timer);
    };
  }, [query, worth]);

  const answered = result?.query === query;
  const state: SearchState = !worth ? "idle" : !answered ? "busy" : result.failed ? "failed" : "idle";
  return { hits: worth ? (result?.hits ?? []) : [], state };
}
