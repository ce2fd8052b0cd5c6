"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { DateField } from "@/app/_ui/fields/date-field";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { Form } from "@/app/_ui/fields/form";
import { TextField } from "@/app/_ui/fields/text-field";
import { toast } from "@/app/_ui/feedback/toast";
import { typedText } from "@/app/_ui/fields/typed-text";
import { formRefusal } from "../form-refusal";
import type { Holder, TokenRow } from "./holder-types";
import { PresentedCard } from "./presented-card";
import { TokenKindField } from "./token-kind-field";
import { useTokenActs } from "./use-token-acts";

/** Adds a token: typed, or taken from the card that is being held to a station. */
export function AddTokenDialog({ holder }: { holder: Holder }) {
  const t = useTranslations("drivers.token");
  const acts = useTokenActs(holder);
  const [isOpen, setOpen] = useState(false);
  const [uid, setUid] = useState("");
  const [kind, setKind] = useState<TokenRow["kind"]>("unspecified");
  const { errors, problem } = formRefusal(acts.issueError);

  function submit(data: FormData) {
    const text = typedText(data);
    const lastDay = text("lastDay");
    const facts = {
      uid: text("uid"),
      kind,
      label: text("label"),
      contractId: text("contractId"),
      lastDay: lastDay === "" ? null : lastDay,
    };
    acts.issue(facts).then(
      () => {
        toast.done(t("issued", { uid: facts.uid }));
        setUid("");
        setKind("unspecified");
        setOpen(false);
      },
      () => undefined, // the form shows what was refused
    );
  }

  return (
    <Dialog
      title={t("addTitle")}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="primary" icon={<Plus aria-hidden />}>
          {t("add")}
        </Button>
      }
      footer={
        <Button type="submit" form="add-token" variant="primary" pending={acts.isPending}>
          {t("add")}
        </Button>
      }
    >
      <div className="grid gap-4">
        <PresentedCard
          kind={holder.kind}
          onUse={(card) => {
            setUid(card.uid);
            setKind(card.kind);
          }}
        />
        <Form id="add-token" onSubmit={submit} errors={errors} problem={problem} className="grid gap-4 sm:grid-cols-2">
          <TextField
            name="uid"
            label={t("uid")}
            value={uid}
            onChange={(event) => setUid(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            maxLength={255}
            mono
          />
          <TokenKindField value={kind} onValueChange={setKind} />
          <TextField name="label" label={t("label")} hint={t("labelHint")} maxLength={60} optional />
          {holder.kind === "partner" && (
            <TextField name="contractId" label={t("contract")} hint={t("contractHint")} maxLength={36} optional mono />
          )}
          <DateField name="lastDay" label={t("lastDay")} hint={t("lastDayHint")} optional />
        </Form>
      </div>
    </Dialog>
  );
}
