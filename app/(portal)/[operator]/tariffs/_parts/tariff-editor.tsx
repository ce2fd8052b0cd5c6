"use client";

import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import { errorFacts } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Notice } from "@/app/_ui/feedback/notice";
import { Section } from "@/app/_ui/layout/section";
import { lintTariff, mayPublish } from "@/server/domain/tariff/lint";
import type { TariffContent } from "@/server/domain/tariff/tariff";
import { BasicsFields } from "./basics-fields";
import { EditorHeader } from "./editor-header";
import {
  type EditorModel,
  toContent,
  toModel,
  usualVat,
  withException,
  withGroup,
  withGroupMoved,
  withoutGroup,
} from "./editor-model";
import { ExamplePreview } from "./example-preview";
import { GroupCard } from "./group-card";
import { LimitFields } from "./limit-fields";
import { LintList } from "./lint-list";
import { isReadable } from "./lint-text";
import { priceTexts } from "./price-text";
import { RealPreview } from "./real-preview";
import { type DraftState, useDraft } from "./use-draft";
import { WeekPrices } from "./week-prices";

type Props = {
  operator: string;
  name: string;
  content: TariffContent;
  draft: DraftState;
  /** the zone and day in which example sessions happen */
  zone: string;
  today: string;
  mayPublish: boolean;
};

/**
 * A tariff on one screen: prices at the start, what they do to sessions beside them, as they are
 * typed.
 */
export function TariffEditor(props: Props) {
  const t = useTranslations("tariffs");
  const [model, setModel] = useState(() => toModel(props.name, props.content));
  const content = useMemo(() => toContent(model), [model]);
  const findings = useMemo(() => lintTariff(content), [content]);
  const draft = useDraft(props.operator, props.draft, model);
  const refused = draft.error ? errorFacts(draft.error) : null;
  return (
    <>
      <EditorHeader
        operator={props.operator}
        name={model.name}
        draft={draft}
        canPublish={props.mayPublish}
        isPublishable={mayPublish(findings) && model.name.trim() !== ""}
      />
      {refused && (
        <div className="mb-4">
          <Notice tone="bad">{[refused.message, ...Object.values(refused.fields)].join(" ")}</Notice>
        </div>
      )}
      <div className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <EditorFields model={model} findings={findings} onChange={setModel} />
        <aside
          className="grid min-w-0 content-start gap-4 xl:sticky xl:top-4 xl:self-start"
          aria-label={t("editor.asText")}
        >
          <Preview
            content={content}
            findings={findings}
            tariffId={draft.draft.tariffId}
            zone={props.zone}
            today={props.today}
          />
        </aside>
      </div>
    </>
  );
}

type Findings = ReturnType<typeof lintTariff>;

function EditorFields({
  model,
  findings,
  onChange,
}: {
  model: EditorModel;
  findings: Findings;
  onChange: (model: EditorModel) => void;
}) {
  const t = useTranslations("tariffs");
  const hasFlat = model.groups.some(({ prices }) => prices.some(({ kind }) => kind === "FLAT"));
  return (
    <div className="grid min-w-0 content-start gap-6">
      <Section title={t("editor.basics")}>
        <BasicsFields model={model} onChange={onChange} />
      </Section>
      <Section
        title={t("editor.prices")}
        description={t("editor.pricesHint")}
        actions={
          <Button
            size="sm"
            title={t("editor.addGroupHint")}
            icon={<Plus aria-hidden />}
            onClick={() => onChange(withException(model))}
          >
            {t("editor.addGroup")}
          </Button>
        }
      >
        <div className="grid gap-3">
          {model.groups.map((group, index) => (
            <GroupCard
              key={group.id}
              group={group}
              index={index}
              count={model.groups.length}
              currency={model.rest.currency}
              vatPercent={usualVat(model)}
              findings={findings}
              onChange={(change) => onChange(withGroup(model, group.id, change))}
              onMove={(by) => onChange(withGroupMoved(model, group.id, by))}
              onRemove={() => onChange(withoutGroup(model, group.id))}
            />
          ))}
        </div>
      </Section>
      <Section
        title={t("editor.week")}
        description={t(model.groups.length > 1 ? "editor.weekHint" : "editor.weekHintView")}
      >
        <WeekPrices
          groups={model.groups}
          onPaint={(id, restrictions) => onChange(withGroup(model, id, { restrictions }))}
        />
      </Section>
      <Section title={t("editor.idleTitle")}>
        <LimitFields rest={model.rest} hasFlat={hasFlat} onChange={(rest) => onChange({ ...model, rest })} />
      </Section>
    </div>
  );
}

function Preview({
  content,
  findings,
  tariffId,
  zone,
  today,
}: {
  content: TariffContent;
  findings: Findings;
  tariffId: string | null;
  zone: string;
  today: string;
}) {
  const t = useTranslations("tariffs");
  const locale = useLocale();
  const isPriceable = isReadable(findings);
  return (
    <>
      <Section title={t("editor.asText")} framed>
        <ul className="grid gap-0.5">
          {priceTexts(content, t, locale).map((labels) => (
            <li key={labels} className="first-letter:uppercase">
              {labels}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t("editor.check")} framed>
        <LintList findings={findings} />
      </Section>
      <Section title={t("editor.examples")} description={t("editor.examplesHint")} framed>
        <ExamplePreview content={content} isPriceable={isPriceable} zone={zone} today={today} />
      </Section>
      <Section title={t("editor.week7")} framed>
        <RealPreview tariffId={tariffId} content={isPriceable ? content : null} />
      </Section>
    </>
  );
}
