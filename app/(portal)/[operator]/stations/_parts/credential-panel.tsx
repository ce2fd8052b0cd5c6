"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { CopyButton } from "@/app/_ui/action/copy-button";
import { Notice } from "@/app/_ui/feedback/notice";

/**
 * What is typed into a station so that it connects, each value with its copy button. Without
 * `password` the place where it is made is left out.
 */
export function CredentialPanel({
  address,
  identity,
  password,
}: {
  address: string;
  identity: string;
  password?: string;
}) {
  const t = useTranslations("stations.credential");
  const before = address.slice(0, address.lastIndexOf("/"));
  return (
    <div className="grid gap-3">
      {password !== undefined && <Notice tone="warn">{t("once")}</Notice>}
      <p className="font-medium">{t("steps")}</p>
      <ol className="grid gap-3">
        <Step number={1} title={t("stepUrl")} hint={t("stepUrlHint")}>
          <Value text={address} what={t("stepUrl")} />
          <div className="mt-1 text-xs text-muted">{t("stepBase")}</div>
          <Value text={before} what={t("stepBase")} />
        </Step>
        <Step number={2} title={t("stepId")}>
          <Value text={identity} what={t("stepId")} />
        </Step>
        <Step number={3} title={t("stepPassword")} hint={t("stepPasswordHint")}>
          {password !== undefined && <Value text={password} what={t("password")} />}
        </Step>
        <Step number={4} title={t("stepVersion")} hint={t("stepVersionHint")} />
        <Step number={5} title={t("stepRestart")} />
      </ol>
    </div>
  );
}

function Step({
  number,
  title,
  hint,
  children,
}: {
  number: number;
  title: string;
  hint?: string;
  children?: ReactNode;
}) {
  return (
    <li className="flex gap-3">
      <span
        aria-hidden
        className="figures mt-px grid size-5 shrink-0 place-items-center rounded-full bg-pressed text-xs font-medium"
      >
        {number}
      </span>
      <div className="min-w-0 flex-1">
        <p>{title}</p>
        {children}
        {hint && <p className="mt-0.5 text-xs text-muted">{hint}</p>}
      </div>
    </li>
  );
}

function Value({ text, what }: { text: string; what: string }) {
  return (
    <div className="mt-1 flex items-center gap-1 rounded-md border border-line bg-sunken pl-2.5">
      <code className="min-w-0 flex-1 py-1 font-mono text-sm break-all select-all">{text}</code>
      <CopyButton value={text} what={what} />
    </div>
  );
}
