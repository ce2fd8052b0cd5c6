"use client";

import { useTranslations } from "use-intl/react";
import { Badge } from "@/app/_ui/feedback/badge";
import { CopyButton } from "@/app/_ui/action/copy-button";
import { KeyValueList } from "@/app/_ui/layout/key-value-list";

type Connections = {
  readonly gatewayUrl: string;
  readonly stripe: "live" | "test" | "none";
  readonly mail: boolean;
  readonly messageLogDays: number;
};

/** What this deployment is connected to. These are set where the processes run, not here. */
export function ConnectionList({ connections }: { readonly connections: Connections }) {
  const t = useTranslations("settings");
  const { gatewayUrl, stripe, mail, messageLogDays } = connections;
  return (
    <div className="max-w-2xl">
      <p className="mb-3 max-w-prose text-sm text-muted">{t("connectionsHint")}</p>
      <KeyValueList
        items={[
          {
            label: t("gateway"),
            value: (
              <span className="flex min-w-0 items-center gap-2">
                <code className="min-w-0 break-all text-xs">{gatewayUrl}/ocpp/…</code>
                <CopyButton value={`${gatewayUrl}/ocpp/`} what={t("gateway")} />
              </span>
            ),
          },
          { label: "Stripe", value: <Badge tone={stripe === "none" ? "warn" : "good"}>{t(`stripe.${stripe}`)}</Badge> },
          { label: t("mail"), value: <Badge tone={mail ? "good" : "warn"}>{t(mail ? "mailOn" : "mailOff")}</Badge> },
          { label: t("messageLog"), value: t("keptFor", { days: String(messageLogDays) }) },
        ]}
      />
    </div>
  );
}
