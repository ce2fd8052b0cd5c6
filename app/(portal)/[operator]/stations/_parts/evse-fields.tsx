"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { DecimalField } from "@/app/_ui/fields/decimal-field";
import { IconButton } from "@/app/_ui/action/icon-button";
import { SelectField } from "@/app/_ui/fields/select";
import { typedText } from "@/app/_ui/fields/typed-text";

export type EvseDraft = { readonly kind: "AC" | "DC"; readonly kilowatts: string };
type Line = EvseDraft & { readonly key: number };

const KINDS = [
  { value: "AC", label: "AC" },
  { value: "DC", label: "DC" },
] as const;
const MAX_EVSES = 32;

/**
 * The EVSEs of a station, one a line, as fields `evses.N.kind` and `evses.N.maxPowerW` of the form
 * around them.
 */
export function EvseFields({ initial }: { initial: readonly EvseDraft[] }) {
  const t = useTranslations("stations.form");
  const [lines, setLines] = useState<readonly Line[]>(() => initial.map((draft, key) => ({ ...draft, key })));
  const add = () =>
    setLines((before) => {
      const last = before.at(-1);
      return [...before, { kind: last?.kind ?? "AC", kilowatts: last?.kilowatts ?? "22", key: (last?.key ?? 0) + 1 }];
    });
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 text-sm font-medium">{t("evses")}</legend>
      <p className="text-xs text-muted">{t("evsesHint")}</p>
      {lines.map((line, place) => (
        <div key={line.key} className="flex min-w-0 items-end gap-2">
          <span className="w-16 shrink-0 pb-1.5 text-muted">{t("evse", { number: String(place + 1) })}</span>
          <SelectField
            name={`evses.${place}.kind`}
            label={t("kind")}
            hideLabel={place > 0}
            choices={[...KINDS]}
            value={line.kind}
            onValueChange={(kind) => setLines(lines.map((other) => (other === line ? { ...line, kind } : other)))}
            className="w-24"
          />
          <DecimalField
            name={`evses.${place}.maxPowerW`}
            label={t("power")}
            hideLabel={place > 0}
            defaultValue={line.kilowatts}
            digits={3}
            unit="kW"
            optional
            className="w-48 min-w-0"
          />
          {lines.length > 1 && (
            <span className={place < lines.length - 1 ? "invisible" : undefined}>
              <IconButton
                label={t("removeEvse", { number: String(place + 1) })}
                icon={<X aria-hidden />}
                onClick={() => setLines(lines.slice(0, -1))}
              />
            </span>
          )}
        </div>
      ))}
      {lines.length < MAX_EVSES && (
        <div>
          <Button size="sm" variant="quiet" icon={<Plus aria-hidden />} onClick={add}>
            {t("addEvse")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** What the fields said, in watts. */
export function evsesIn(data: FormData): readonly { kind: "AC" | "DC"; maxPowerW: number | null }[] {
  const read = typedText(data);
  const found: { kind: "AC" | "DC"; maxPowerW: number | null }[] = [];
  for (let place = 0; data.has(`evses.${place}.kind`); place += 1) {
    const kilowatts = read(`evses.${place}.maxPowerW`);
    found.push({
      kind: read(`evses.${place}.kind`) === "DC" ? "DC" : "AC",
      // a rated power, not a billed quantity
      maxPowerW: kilowatts === "" ? null : Math.round(Number(kilowatts) * 1000),
    });
  }
  return found;
}
