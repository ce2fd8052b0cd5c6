"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/button";
import { ErrorState } from "@/app/_ui/error-state";

/** A screen that failed. The shell around it stays usable. */
export default function ScreenError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("errors");
  return (
    <main>
      <ErrorState
        title={t("title")}
        action={
          <Button variant="primary" onClick={reset}>
            {t("retry")}
          </Button>
        }
      >
        <p>{t("unexpected")}</p>
        {error.digest && <p className="mt-2 font-mono text-xs">{t("reference", { id: error.digest })}</p>}
      </ErrorState>
    </main>
  );
}
