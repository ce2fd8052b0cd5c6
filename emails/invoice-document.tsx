/**
 * The document itself, on A4: receives every string and holds no rule. The same strings give the
 * same bytes.
 */
import { Document, Page, renderToBuffer, Text, View } from "@react-pdf/renderer";
import { Annex, type AnnexProps } from "./invoice-annex";
import { AmountTable, Facts, PartyBlock, type Party, RunningHeader, PageFooter, Totals } from "./invoice-parts";
import { registerFonts, styles } from "./invoice-style";
import { type Locale, textsFor } from "./texts";
import type { Texts } from "./texts-en";

export type DocumentLine = {
  kind: keyof Texts["document"]["kinds"];
  /** "Portugal" */
  country: string;
  sessions: string;
  /** empty when the line is not energy */
  energy: string;
  vatRate: string;
  net: string;
  vat: string;
  gross: string;
};

export type DocumentSubtotal = {
  category: "S" | "Z" | "AE" | "O";
  vatRate: string;
  net: string;
  vat: string;
  gross: string;
  sentence: keyof Texts["document"]["sentences"] | null;
};

/** All strings as printed. Dates and amounts are already formatted; `null` leaves a part out. */
export type InvoiceDocumentProps = {
  kind: "invoice" | "credit-note";
  number: string;
  /** "YYYY-MM-DD", the PDF's own date: the document reads no clock */
  madeOn: string;
  issuedOn: string;
  dueOn: string | null;
  servicePeriod: string;
  seller: Party;
  buyer: Party;
  credits: { number: string; issuedOn: string; reason: string } | null;
  lines: readonly DocumentLine[];
  subtotals: readonly DocumentSubtotal[];
  net: string;
  vat: string;
  gross: string;
  payment: { iban: string | null; bic: string | null; payUrl: string | null; termsDays: number } | null;
  annex: AnnexProps;
};

/** Returns the bytes of the PDF. Fonts are embedded; no network, no clock. */
export async function renderInvoicePdf(props: InvoiceDocumentProps, locale: Locale): Promise<Buffer> {
  registerFonts();
  return renderToBuffer(<InvoiceDocument {...props} locale={locale} />);
}

function InvoiceDocument({ locale, ...props }: InvoiceDocumentProps & { locale: Locale }) {
  const texts = textsFor(locale);
  const labels = texts.document;
  const title = props.kind === "invoice" ? labels.invoice : labels.creditNote;
  const madeAt = new Date(`${props.madeOn}T00:00:00Z`);
  return (
    <Document
      title={`${title} ${props.number}`}
      author={props.seller.name}
      subject={props.number}
      creator="Corrente"
      producer="Corrente"
      language={texts.htmlLang}
      creationDate={madeAt}
      modificationDate={madeAt}
    >
      <Page size="A4" style={styles.page}>
        <RunningHeader left={props.seller.name} right={`${title} ${props.number}`} />
        <PageFooter texts={texts} seller={props.seller} />
        <View style={styles.masthead}>
          <Text style={styles.sellerName}>{props.seller.name}</Text>
          <View style={styles.mastheadRight}>
            <Text style={styles.title}>{title}</Text>
            <Text style={styles.titleNumber}>{props.number}</Text>
          </View>
        </View>
        <View style={styles.parties}>
          <PartyBlock label={labels.to} party={props.buyer} texts={texts} />
          <PartyBlock label={labels.from} party={props.seller} texts={texts} />
          <Facts facts={factsOf(props, texts)} />
        </View>
        <Lines {...props} texts={texts} />
        <Summary {...props} texts={texts} />
        {props.payment === null ? null : <Payment {...props} payment={props.payment} texts={texts} />}
      </Page>
      <Annex {...props.annex} texts={texts} title={`${title} ${props.number}`} seller={props.seller} />
    </Document>
  );
}

type LocalizedDocumentProps = InvoiceDocumentProps & { texts: Texts };

function factsOf(props: InvoiceDocumentProps, { document: labels }: Texts): [string, string][] {
  const facts: [string, string][] = [[labels.issuedOn, props.issuedOn]];
  if (props.dueOn !== null) facts.push([labels.dueOn, props.dueOn]);
  facts.push([labels.servicePeriod, props.servicePeriod]);
  if (props.credits !== null) {
    facts.push([labels.credits, labels.creditsOf(props.credits.number, props.credits.issuedOn)]);
    facts.push([labels.reason, props.credits.reason]);
  }
  return facts;
}

const Lines = ({ lines, texts: { document: labels } }: LocalizedDocumentProps) => (
  <AmountTable
    columns={[
      { label: labels.description, width: "flex" },
      { label: labels.sessions, width: 52, isNumber: true },
      { label: labels.energy, width: 76, isNumber: true },
      { label: labels.vatRate, width: 44, isNumber: true },
      { label: labels.net, width: 64, isNumber: true },
      { label: labels.vat, width: 58, isNumber: true },
      { label: labels.gross, width: 66, isNumber: true },
    ]}
    rows={lines.map((line) => [
      `${labels.kinds[line.kind]}, ${line.country}`,
      line.sessions,
      line.energy,
      line.vatRate,
      line.net,
      line.vat,
      line.gross,
    ])}
  />
);

function Summary({ kind, subtotals, net, vat, gross, texts: { document: labels } }: LocalizedDocumentProps) {
  const sentences = [
    ...new Set(subtotals.flatMap(({ sentence }) => (sentence === null ? [] : [labels.sentences[sentence]]))),
  ];
  const nameOf = { S: "", Z: "", AE: labels.reverseCharge, O: labels.outsideScope } as const;
  return (
    <View style={styles.summary} wrap={false}>
      <View style={styles.summaryLeft}>
        <AmountTable
          title={labels.vatSummary}
          columns={[
            { label: labels.vatRate, width: "flex" },
            { label: labels.net, width: 64, isNumber: true },
            { label: labels.vat, width: 58, isNumber: true },
            { label: labels.gross, width: 66, isNumber: true },
          ]}
          rows={subtotals.map((subtotal) => [
            nameOf[subtotal.category] || subtotal.vatRate,
            subtotal.net,
            subtotal.vat,
            subtotal.gross,
          ])}
        />
        {sentences.map((sentence) => (
          <Text key={sentence} style={styles.sentence}>
            {sentence}
          </Text>
        ))}
      </View>
      <Totals
        rows={[
          [labels.net, net],
          [labels.vat, vat],
        ]}
        last={[kind === "invoice" ? labels.totalDue : labels.totalCredited, gross]}
      />
    </View>
  );
}

function Payment({
  payment,
  seller,
  number,
  texts: { document: labels },
}: LocalizedDocumentProps & { payment: NonNullable<LocalizedDocumentProps["payment"]> }) {
  const bank: [string, string][] =
    payment.iban === null
      ? []
      : [
          [labels.holder, seller.name],
          ["IBAN", payment.iban],
        ];
  if (payment.iban !== null && payment.bic !== null) bank.push(["BIC", payment.bic]);
  bank.push([labels.reference, number]);
  return (
    <View style={styles.payment} wrap={false}>
      <Text style={styles.sectionTitle}>
        {labels.payment}. <Text style={styles.plain}>{labels.terms(payment.termsDays)}</Text>
      </Text>
      <Facts facts={payment.payUrl === null ? bank : [...bank, [labels.payOnline, payment.payUrl]]} isWide />
    </View>
  );
}
