import { FileText } from "lucide-react";
import { getTranslator } from "@/app/_i18n/translator";
import { LinkButton } from "@/app/_ui/action/link-button";
import { may } from "@/server/domain/access/may";
import type { Role } from "@/server/domain/access/role";
import { todayIn } from "../../../_parts/today-in";
import type { InvoiceDetail } from "../../_parts/invoice-types";
import { CreditDialog } from "./credit-dialog";
import { DraftActs } from "./draft-acts";
import { PayDialog } from "./pay-dialog";

/** What this person may do with this document now. */
export async function DocumentActs({
  operator,
  role,
  invoice,
}: {
  operator: string;
  role: Role;
  invoice: InvoiceDetail;
}) {
  const t = await getTranslator("invoices");
  const { id, state, file, number, currency, openMinor } = invoice;
  const mayWrite = may(role, "invoice:write");
  const isInvoice = invoice.documentType === "INVOICE";
  return (
    <>
      {file !== null && (
        <LinkButton
          href={`/api/invoices/${operator}/${id}`}
          target="_blank"
          prefetch={false}
          icon={<FileText aria-hidden />}
        >
          {t("page.openPdf")}
        </LinkButton>
      )}
      {isInvoice && mayWrite && (state === "issued" || state === "paid") && (
        <CreditDialog operator={operator} invoiceId={id} number={number ?? ""} />
      )}
      {isInvoice && state === "issued" && may(role, "payment:write") && (
        <PayDialog invoiceId={id} openMinor={openMinor} currency={currency} today={todayIn(invoice.model.timeZone)} />
      )}
      {state === "draft" && mayWrite && (
        <DraftActs operator={operator} invoiceId={id} email={invoice.model.buyer.email} />
      )}
    </>
  );
}
