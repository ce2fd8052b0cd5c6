import { ReceiptText } from "lucide-react";
import { getTranslator } from "@/app/_i18n/translator";
import { orNotFound, portal } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { InvoiceTable } from "./invoice-table";
import { pageOf, type Query } from "./query";

/** The documents of one account, on the page of a driver or a partner. */
export async function AccountInvoices({
  operator,
  accountId,
  query,
}: {
  operator: string;
  accountId: string;
  query: Query;
}) {
  const [t, api] = await Promise.all([getTranslator("drivers"), portal(operator)]);
  const page = await orNotFound(api.billing.list({ accountId, ...pageOf(query) }));
  return (
    <InvoiceTable
      operator={operator}
      page={page}
      leaveOut={["account", "kind", "seller"]}
      empty={
        <EmptyState icon={<ReceiptText aria-hidden />} title={t("documents.emptyTitle")}>
          {t("documents.empty")}
        </EmptyState>
      }
    />
  );
}
