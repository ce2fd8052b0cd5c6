import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { LOCALE_TAGS } from "@/app/_i18n/locale";
import { getLocale } from "@/app/_i18n/request";
import { ZoneCookie } from "@/app/_i18n/zone-cookie";
import { THEME_COOKIE, themeOf } from "@/app/_shell/theme";
import { NavigationProgress } from "@/app/_shell/navigation-progress";
import { Toaster } from "@/app/_ui/feedback/toaster";
import "./globals.css";

export const metadata: Metadata = { title: { default: "Corrente", template: "%s · Corrente" } };

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8f8f9" },
    { media: "(prefers-color-scheme: dark)", color: "#0d0e10" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A prerendered page has no nonce on its scripts, and the policy in proxy.ts would block them:
  // every page is dynamic.
  await connection();
  const locale = await getLocale();
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  return (
    // Extensions and the theme switch touch this element before React does.
    <html lang={LOCALE_TAGS[locale]} className={theme} suppressHydrationWarning>
      <body>
        <ClientMessages areas={["labels", "shell", "errors"]}>
          <NavigationProgress />
          <div id="root">{children}</div>
          <Toaster />
          <ZoneCookie />
        </ClientMessages>
      </body>
    </html>
  );
}
