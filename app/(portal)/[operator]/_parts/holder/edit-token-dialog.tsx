"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { DateField } from "@/app/_ui/fields/date-field";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { Form } from "@/app/_ui/fields/form";
import { TextField } from "@/app/_ui/fields/text-field";
import { clockIn } from "@/app/_i18n/format-time";
import { typedText } from "@/app/_ui/fields/typed-text";
import { formRefusal } from "../form-refusal";
import type { Holder, TokenRow } from "./holder-types";
import { TokenKindField } from "./token-kind-field";
import { useTokenActs } from "./use-token-acts";

/** Type, label and last day of a token. Its number is its name and does not change. */
export function EditTokenDialog({ holder, token, zone }: { holder: Holder; token: TokenRow; zone: string }) {
  const t = useTranslations("drivers.token");
  const labels = useTranslations("labels");
  const acts = useTokenActs(holder);
  const [isOpen, setOpen] = useState(false);
  const [kind, setKind] = useState(token.kind);
  const { errors, problem } = formRefusal(acts.updateError);
  const form = `token-${token.tokenId}`;

  function submit(data: FormData) {
    const text = typedText(data);
    const lastDay = text("lastDay");
    acts.update({ tokenId: token.tokenId, kind, label: text("label"), lastDay: lastDay === "" ? null : lastDay }).then(
      () => setOpen(false),
      () => undefined, // the form shows what was refused
    );
  }

  return (
    <Dialog
      title={token.uid}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="quiet">
          {t("edit")}
        </Button>
      }
      footer={
        <Button type="submit" form={form} variant="primary" pending={acts.isPending}>
          {labels("save")}
        </Button>
      }
    >
      <Form id={form} onSubmit={submit} errors={errors} problem={problem} className="grid gap-4">
        <TokenKindField value={kind} onValueChange={setKind} />
        <TextField
          name="label"
          label={t("label")}
          hint={t("labelHint")}
          defaultValue={token.label ?? undefined}
          maxLength={60}
          optional
        />
        <DateField
          name="lastDay"
          label={t("lastDay")}
          hint={t("lastDayHint")}
          defaultValue={token.validUntil === null ? "" : lastDayOf(token.validUntil, zone)}
          optional
        />
      </Form>
    </Dialog>
  );
}

/** A token that ends at midnight works through the day before. */
export function lastDayOf(validUntil: Date, zone: string): string {
  const { year, month, day } = clockIn(zone, new Date(validUntil.getTime() - 1));
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
