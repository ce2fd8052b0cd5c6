import { getTranslator } from "@/app/_i18n/translator";
import { MoneyText } from "@/app/_ui/text/money-text";
import { Section } from "@/app/_ui/layout/section";
import { TextLink } from "@/app/_ui/action/text-link";
import { TimeText } from "@/app/_ui/text/time-text";
import type { SessionDetail } from "../../_parts/session-types";

type Document = SessionDetail["records"][number]["documents"][number];

/** The immutable records of the session and the documents that carry them. */
export async function Documents({
  operator,
  records,
  isUnbilled,
  zone,
  mayOpen,
}: {
  operator: string;
  records: SessionDetail["records"];
  isUnbilled: boolean;
  zone: string;
  mayOpen: boolean;
}) {
  const t = await getTranslator("sessions");
  return (
    <Section title={t("documents")} framed>
      {records.length === 0 && <p className="text-muted">{t("documentsNone")}</p>}
      <ul className="grid gap-3">
        {records.map((record) => (
          <li key={record.id}>
            <div className="flex justify-between gap-4 font-medium">
              {t(record.kind === "CREDIT" ? "creditRecord" : "record")}
              <MoneyText minor={record.grossMinor} currency={record.currency} />
            </div>
            <div className="flex justify-between gap-4 text-xs text-muted">
              <TimeText at={new Date(record.issuedAtMs)} zone={zone} />
              <span className="font-mono" title={record.contentHash}>
                {record.contentHash.slice(0, 12)}
              </span>
            </div>
            {record.documents.length === 0 && !isUnbilled && <p className="mt-1 text-muted">{t("notInvoiced")}</p>}
            {record.documents.map((document) => (
              <DocumentLine key={document.id} operator={operator} document={document} mayOpen={mayOpen} />
            ))}
          </li>
        ))}
      </ul>
      {isUnbilled && <p className="mt-2 text-muted">{t("unbilledNote")}</p>}
    </Section>
  );
}

async function DocumentLine({
  operator,
  document,
  mayOpen,
}: {
  operator: string;
  document: Document;
  mayOpen: boolean;
}) {
  const t = await getTranslator("sessions");
  const { id, number, type } = document;
  const isCredit = type === "CREDIT_NOTE";
  const name =
    number === null
      ? t(isCredit ? "creditNoteDraft" : "invoiceDraft")
      : t(isCredit ? "creditNoteNumber" : "invoiceNumber", { number });
  return <p className="mt-1">{mayOpen ? <TextLink href={`/${operator}/invoices/${id}`}>{name}</TextLink> : name}</p>;
}
