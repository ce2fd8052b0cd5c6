"use client";

import { useMutation } from "@tanstack/react-query";
import { MapPin } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import { zoneName } from "@/app/_i18n/format-time";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { ComboboxField } from "@/app/_ui/fields/combobox";
import { DateField } from "@/app/_ui/fields/date-field";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { Form } from "@/app/_ui/fields/form";
import { SelectField } from "@/app/_ui/fields/select";
import { toast } from "@/app/_ui/feedback/toast";
import type { Places } from "../../_parts/tariff-types";
import { instantIn } from "../../_parts/instant-in";

type Scope = "operator" | "site" | "station";
type Audience = "any" | "driver" | "emsp";

/**
 * Assigns the tariff to the network, a site or a station; for everybody unless said otherwise; from
 * now unless said otherwise.
 */
export function AssignDialog({
  tariffId,
  name,
  places,
  zone,
}: {
  tariffId: string;
  name: string;
  places: Places;
  zone: string;
}) {
  const t = useTranslations("tariffs");
  const locale = useLocale();
  const router = useRouter();
  const form = useId();
  const [isOpen, setOpen] = useState(false);
  const [scope, setScope] = useState<Scope>("operator");
  const [audience, setAudience] = useState<Audience>("any");
  const [from, setFrom] = useState("");
  const assign = useMutation(
    useTRPC().tariffs.assign.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        toast.done(t("assigned"));
        router.refresh();
      },
    }),
  );
  function submit(data: FormData): void {
    const chosen = data.get("place");
    const id = typeof chosen === "string" ? chosen : "";
    const place =
      scope === "operator" ? { scope } : scope === "site" ? { scope, siteId: id } : { scope, stationId: id };
    assign.mutate({ tariffId, place, audience, validFrom: from === "" ? null : instantIn(from, zone) });
  }
  const choices =
    scope === "site"
      ? places.sites.map((site) => ({ value: site.id, label: site.name }))
      : places.stations.map((station) => ({ value: station.id, label: station.name, hint: station.siteName }));
  return (
    <Dialog
      title={t("assignTitle", { name })}
      open={isOpen}
      onOpenChange={(next) => {
        assign.reset();
        setOpen(next);
      }}
      trigger={
        <Button variant="primary" icon={<MapPin aria-hidden />}>
          {t("assign")}
        </Button>
      }
      footer={
        <Button type="submit" form={form} variant="primary" pending={assign.isPending}>
          {t("assign")}
        </Button>
      }
    >
      <Form
        id={form}
        className="grid gap-4"
        problem={assign.error ? errorFacts(assign.error).message : undefined}
        onSubmit={submit}
      >
        <SelectField
          label={t("assignPlace")}
          value={scope}
          onValueChange={setScope}
          choices={(["operator", "site", "station"] as const).map((value) => ({ value, label: t(`scope.${value}`) }))}
        />
        {scope !== "operator" && (
          <ComboboxField
            key={scope}
            name="place"
            label={t(scope === "site" ? "assignSite" : "assignStation")}
            choices={choices}
          />
        )}
        <SelectField
          label={t("assignAudience")}
          value={audience}
          onValueChange={setAudience}
          choices={(["any", "driver", "emsp"] as const).map((value) => ({ value, label: t(`audience.${value}`) }))}
        />
        <DateField
          optional
          kind="datetime-local"
          label={t("assignFrom")}
          hint={`${t("assignFromNow")}. ${t("assignFromHint", { zone: zoneName(zone, locale) })}`}
          value={from}
          onValueChange={setFrom}
        />
      </Form>
    </Dialog>
  );
}
