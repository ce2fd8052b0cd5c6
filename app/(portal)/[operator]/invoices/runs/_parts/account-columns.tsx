import type { useTranslations } from "use-intl/react";
import type { Column } from "@/app/_ui/table/data-table-types";
import { NumberText } from "@/app/_ui/text/number-text";

type AccountRow = {
  readonly accountName: string;
  readonly accountKind: "driver" | "emsp";
  readonly recordCount: number;
};

/** Who is billed, and how many sessions: the first columns of every table of a run. */
export const accountColumns = <Row extends AccountRow>(
  t: ReturnType<typeof useTranslations<"invoices">>,
): readonly Column<Row>[] => [
  {
    id: "account",
    header: t("run.account"),
    card: "title",
    truncate: true,
    cell: (row) => <span className="font-medium">{row.accountName}</span>,
  },
  { id: "kind", header: t("kind"), cell: (row) => t(`kindOf.${row.accountKind}`) },
  {
    id: "sessions",
    header: t("run.sessions"),
    align: "end",
    cell: (row) => <NumberText value={row.recordCount} />,
  },
];

/** One row an account, currency and price side. */
export const accountKey = (row: { accountId: string; currency: string; priceSide: string }): string =>
  `${row.accountId} ${row.currency} ${row.priceSide}`;
