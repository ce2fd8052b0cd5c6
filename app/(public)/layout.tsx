import type { ReactNode } from "react";
import { BrandMark } from "@/app/_shell/brand-mark";
import { LanguageSwitch } from "@/app/_shell/language-switch";

/** Pages for people who are not signed in: one quiet column. */
export default function PublicLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main id="content" className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-2 text-lg font-semibold tracking-tight">
          <BrandMark className="size-7 shrink-0" />
          <span className="flex-1">Corrente</span>
          <span className="text-sm font-normal tracking-normal">
            <LanguageSwitch />
          </span>
        </div>
        {children}
      </div>
    </main>
  );
}
