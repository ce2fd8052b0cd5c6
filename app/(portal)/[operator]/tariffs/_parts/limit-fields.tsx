"use client";

import { useTranslations } from "use-intl/react";
import { Checkbox } from "@/app/_ui/fields/checkbox";
import { DecimalField } from "@/app/_ui/fields/decimal-field";
import { SelectField } from "@/app/_ui/fields/select";
import type { TariffContent } from "@/server/domain/tariff/tariff";
import type { EditorModel } from "./editor-model";

type Rest = EditorModel["rest"];

/** Idle policy, pauses by the station, minimum and maximum a session. */
export function LimitFields({
  rest,
  hasFlat,
  onChange,
}: {
  rest: Rest;
  hasFlat: boolean;
  onChange: (rest: Rest) => void;
}) {
  const t = useTranslations("tariffs");
  const side = rest.anchor === "GROSS" ? "gross" : "net";
  const sideText = t("editor.perSession", { side: t(`anchor.${rest.anchor}`) });
  return (
    <div className="grid gap-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <DecimalField
          optional
          label={t("editor.grace")}
          hint={t("editor.graceHint")}
          unit={t("editor.minutes")}
          digits={0}
          defaultValue={String(Math.round(rest.idle.graceSeconds / 60))}
          onValueChange={(value) => onChange({ ...rest, idle: { ...rest.idle, graceSeconds: Number(value) * 60 } })}
        />
        <DecimalField
          optional
          label={t("editor.cap")}
          hint={t("editor.capHint")}
          unit={rest.currency}
          digits={6}
          defaultValue={rest.idle.capGross ?? ""}
          onValueChange={(value) => onChange({ ...rest, idle: withCap(rest.idle, value) })}
        />
        <DecimalField
          optional
          key={`min-${side}`}
          label={t("editor.min")}
          hint={sideText}
          unit={rest.currency}
          digits={6}
          defaultValue={rest.minPrice?.[side] ?? ""}
          onValueChange={(value) => onChange(withLimit(rest, "minPrice", side, value))}
        />
        <DecimalField
          optional
          key={`max-${side}`}
          label={t("editor.max")}
          hint={sideText}
          unit={rest.currency}
          digits={6}
          defaultValue={rest.maxPrice?.[side] ?? ""}
          onValueChange={(value) => onChange(withLimit(rest, "maxPrice", side, value))}
        />
      </div>
      <SelectField
        label={t("editor.pause")}
        value={rest.pausePolicy}
        choices={(["UNBILLED", "AS_TIME", "AS_PARKING"] as const).map((value) => ({
          value,
          label: t(`pause.${value}`),
        }))}
        onValueChange={(pausePolicy) => onChange({ ...rest, pausePolicy })}
      />
      {hasFlat && (
        <Checkbox
          label={t("editor.waive")}
          checked={rest.waiveFlatIfNoEnergy === true}
          onCheckedChange={(waiveFlatIfNoEnergy) => onChange({ ...rest, waiveFlatIfNoEnergy })}
        />
      )}
    </div>
  );
}

function withCap({ graceSeconds }: TariffContent["idle"], capGross: string): TariffContent["idle"] {
  return capGross === "" ? { graceSeconds } : { graceSeconds, capGross };
}

/** A limit on one side; the other side, if an import gave it, stays. */
function withLimit(rest: Rest, name: "minPrice" | "maxPrice", side: "net" | "gross", value: string): Rest {
  const { [side]: _old, ...other } = rest[name] ?? {};
  const limit = value === "" ? other : { ...other, [side]: value };
  const { [name]: _limit, ...others } = rest;
  return Object.keys(limit).length === 0 ? others : { ...others, [name]: limit };
}
