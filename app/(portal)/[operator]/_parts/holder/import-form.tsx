"use client";

import { useMutation } from "@tanstack/react-query";
import { FileUp, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Form } from "@/app/_ui/fields/form";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Progress } from "@/app/_ui/feedback/progress";
import { SelectField } from "@/app/_ui/fields/select";
import { TextareaField } from "@/app/_ui/fields/textarea-field";
import { formRefusal } from "../form-refusal";
import type { ImportReport, Seller } from "./holder-types";
import { ImportResult } from "./import-result";

type Target =
  | { readonly kind: "drivers"; readonly sellers: readonly Seller[] }
  | { readonly kind: "tokens"; readonly partnerId: string };

/**
 * A file is checked first: every line says what would become of it, and nothing is stored. Then the
 * same file is taken. What was chosen and pasted stays until the page is left.
 */
export function ImportForm({ target, columns }: { target: Target; columns: string }) {
  const t = useTranslations("drivers.importing");
  const [file, setFile] = useState<{ name: string; text: string }>({ name: "", text: "" });
  const [sellerId, setSellerId] = useState(target.kind === "drivers" ? (target.sellers[0]?.legalEntityId ?? "") : "");
  const { send, report, error, isPending, clear } = useImport();
  const { errors, problem } = formRefusal(error);
  const isPasted = file.name === "";

  const run = (dryRun: boolean) => send(target, { fileName: file.name, text: file.text, dryRun }, sellerId);
  const change = (next: { name: string; text: string }) => {
    setFile(next);
    clear();
  };
  const takes = report ? report.counts.new_driver + report.counts.new_token : 0;

  return (
    <div className="grid gap-6">
      <Form
        onSubmit={() => run(true)}
        errors={errors}
        problem={isPasted ? problem : (errors?.["text"] ?? problem)}
        className="grid max-w-200 gap-4"
      >
        <p className="max-w-prose text-sm text-muted">{columns}</p>
        {target.kind === "drivers" && <SellerChoice sellers={target.sellers} value={sellerId} onChange={setSellerId} />}
        <FilePicker name={file.name} onFile={change} />
        {isPasted && (
          <TextareaField
            name="text"
            label={t("paste")}
            value={file.text}
            onChange={(event) => change({ name: "", text: event.target.value })}
            rows={6}
            spellCheck={false}
            mono
          />
        )}
        <div>
          <Button type="submit" variant={report ? "secondary" : "primary"} pending={isPending && report === null}>
            {t("check")}
          </Button>
        </div>
      </Form>
      {isPending && <Progress label={t(report === null ? "checking" : "importing")} />}
      {report && (
        <ImportResult
          report={report}
          action={
            <TakeButton
              report={report}
              count={takes}
              pending={isPending}
              onTake={() => run(false)}
              label={t("take", { count: takes })}
            />
          }
        />
      )}
    </div>
  );
}

function TakeButton({
  report,
  count,
  pending,
  label,
  onTake,
}: {
  report: ImportReport;
  count: number;
  pending: boolean;
  label: ReactNode;
  onTake: () => void;
}) {
  const t = useTranslations("drivers.importing");
  if (!report.isDryRun) return null;
  if (count === 0) return <span className="text-sm text-muted">{t("nothing")}</span>;
  return (
    <Button variant="primary" pending={pending} onClick={onTake}>
      {label}
    </Button>
  );
}

function useImport() {
  const trpc = useTRPC();
  const router = useRouter();
  const [report, setReport] = useState<ImportReport | null>(null);
  const handlers = {
    onSuccess: (answer: ImportReport) => {
      setReport(answer);
      if (!answer.isDryRun) router.refresh();
    },
  };
  const drivers = useMutation(trpc.drivers.import.mutationOptions(handlers));
  const tokens = useMutation(trpc.partners.import.mutationOptions(handlers));
  return {
    report,
    error: drivers.error ?? tokens.error,
    isPending: drivers.isPending || tokens.isPending,
    clear: () => setReport(null),
    send: (target: Target, file: { fileName: string; text: string; dryRun: boolean }, legalEntityId: string): void => {
      if (file.dryRun) setReport(null);
      if (target.kind === "drivers") drivers.mutate({ ...file, legalEntityId });
      else tokens.mutate({ ...file, partnerId: target.partnerId });
    },
  };
}

function SellerChoice({
  sellers,
  value,
  onChange,
}: {
  sellers: readonly Seller[];
  value: string;
  onChange: (id: string) => void;
}) {
  const t = useTranslations("drivers.field");
  if (sellers.length <= 1) return null;
  return (
    <SelectField
      name="legalEntityId"
      label={t("seller")}
      hint={t("sellerHint")}
      choices={sellers.map(({ legalEntityId, name }) => ({ value: legalEntityId, label: name }))}
      value={value}
      onValueChange={onChange}
    />
  );
}

function FilePicker({ name, onFile }: { name: string; onFile: (file: { name: string; text: string }) => void }) {
  const t = useTranslations("drivers.importing");
  const labels = useTranslations("labels");
  const picker = useRef<HTMLInputElement>(null);
  async function read(file: File | undefined) {
    if (file) onFile({ name: file.name, text: await file.text() });
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <input
        ref={picker}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        aria-label={t("file")}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = ""; // so that the same file, mended, can be chosen again
        }}
      />
      <Button icon={<FileUp aria-hidden />} onClick={() => picker.current?.click()}>
        {t(name === "" ? "chooseFile" : "otherFile")}
      </Button>
      {name !== "" && (
        <>
          <span className="min-w-0 truncate text-sm">{name}</span>
          <IconButton
            label={labels("remove")}
            icon={<X aria-hidden />}
            onClick={() => onFile({ name: "", text: "" })}
          />
        </>
      )}
    </div>
  );
}
