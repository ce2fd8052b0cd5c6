"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { IconButton } from "./icon-button";

/** Copies `value`; `what` names it ("station id") for the button's label. */
export function CopyButton({ value, what }: { value: string; what: string }) {
  const t = useTranslations("labels");
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <>
      <IconButton
        label={t("copyValue", { what })}
        icon={copied ? <Check aria-hidden className="text-good-text" /> : <Copy aria-hidden />}
        onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
      />
      <output className="sr-only">{copied ? t("copied") : ""}</output>
    </>
  );
}
