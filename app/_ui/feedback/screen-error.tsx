"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "../action/button";
import { ErrorState } from "./error-state";

/**
 * A screen that failed, with the reference under which the log knows it; `retry` asks the server
 * for it anew.
 */
export function ScreenError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useTranslations("errors");
  return (
    <ErrorState
      title={t("title")}
      action={
        <Button variant="primary" onClick={retry}>
          {t("retry")}
        </Button>
      }
    >
      <p>{t("unexpected")}</p>
      {error.digest && <p className="mt-2 font-mono text-xs">{t("reference", { id: error.digest })}</p>}
    </ErrorState>
  );
}
