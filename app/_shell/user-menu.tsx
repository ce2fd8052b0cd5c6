"use client";

import { Menu } from "@base-ui/react/menu";
import { useMutation } from "@tanstack/react-query";
import { Check, LogOut } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactElement, useState, useTransition } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import { isLocale, LOCALE_NAMES, LOCALES } from "@/app/_i18n/locale";
import { useTRPC } from "@/app/_trpc/client";
import { cn } from "@/app/_ui/cn";
import { FLOAT, FLOAT_ITEM } from "@/app/_ui/fields/field-classes";
import { chooseTheme, chosenTheme, storeLocale } from "./preferences";
import type { ShellProps } from "./shell-types";
import { THEMES, themeOf } from "./theme";

/**
 * Who is signed in; language, theme, sign out. `trigger` looks different in the sidebar and on a
 * phone.
 */
export function UserMenu({
  user,
  signOut,
  trigger,
  open,
  onOpenChange,
}: Pick<ShellProps, "user" | "signOut"> & {
  trigger: ReactElement;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations("shell");
  const locale = useLocale();
  const router = useRouter();
  const chooseLanguage = useMutation(useTRPC().identity.chooseLanguage.mutationOptions());
  const [theme, setTheme] = useState(chosenTheme);
  const [, start] = useTransition();
  return (
    <Menu.Root open={open} onOpenChange={onOpenChange}>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner side="top" align="start" sideOffset={6} className="z-60 outline-none">
          <Menu.Popup className={cn(FLOAT, "w-56")}>
            <div className="px-2 py-1.5">
              <div className="truncate font-medium">{user.name}</div>
              <div className="truncate text-xs text-muted">{user.email}</div>
              <div className="truncate text-xs text-muted">{user.role}</div>
            </div>
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.RadioGroup
              value={locale}
              onValueChange={(next) => {
                if (!isLocale(next)) return;
                storeLocale(next);
                chooseLanguage.mutate({ locale: next });
                start(() => router.refresh());
              }}
            >
              <Menu.Group>
                <Menu.GroupLabel className="px-2 pt-1 text-xs text-muted">{t("language")}</Menu.GroupLabel>
                {LOCALES.map((name) => (
                  <Choice key={name} value={name} label={LOCALE_NAMES[name]} />
                ))}
              </Menu.Group>
            </Menu.RadioGroup>
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.RadioGroup
              value={theme}
              onValueChange={(next: string) => {
                setTheme(themeOf(next));
                chooseTheme(themeOf(next));
              }}
            >
              <Menu.Group>
                <Menu.GroupLabel className="px-2 pt-1 text-xs text-muted">{t("theme.label")}</Menu.GroupLabel>
                {THEMES.map((name) => (
                  <Choice key={name} value={name} label={t(`theme.${name}`)} />
                ))}
              </Menu.Group>
            </Menu.RadioGroup>
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.Item onClick={() => void signOut()} className={FLOAT_ITEM}>
              <LogOut aria-hidden className="text-muted" />
              {t("signOut")}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Choice({ value, label }: { value: string; label: string }) {
  return (
    <Menu.RadioItem value={value} className={cn(FLOAT_ITEM, "justify-between")}>
      {label}
      <Menu.RadioItemIndicator className="text-accent-text">
        <Check aria-hidden />
      </Menu.RadioItemIndicator>
    </Menu.RadioItem>
  );
}
