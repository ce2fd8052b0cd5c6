/** The document itself, on A4: told every string, knows no rule. The same strings give the same bytes. */
import { Document, Page, renderToBuffer, Text, View } from "@react-pdf/renderer";
import { Annex, type AnnexProps } from "./invoice-annex";
import { AmountTable, Facts, PartyBlock, type Party, RunningHeader, PageFoot, Totals } from "./invoice-parts";
import { registerFonts, sheet } from "./invoice-style";
import { type Locale, wordsOf } from "./words";
import type { Words } from "./words-en";

export type DocumentLine = {
  kind: keyof Words["document"]["kinds"];
  /** "Portugal" */
  country: string;
  sessions: string;
  /** empty when the line is not about energy */
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
  sentence: keyof Words["document"]["sentences"] | null;
};

/** All as the reader will see it. Dates and amounts are written out; `null` leaves a thing out. */
export type InvoiceDocumentProps = {
  kind: "invoice" | "credit-note";
  number: string;
  /** "YYYY-MM-DD", for the file's own date: a document has no other clock */
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

/** The bytes of the PDF. Fonts are embedded; no network, no clock. */
export async function printInvoice(props: InvoiceDocumentProps, locale: Locale): Promise<Buffer> {
  registerFonts();
  return renderToBuffer(<InvoiceDocument {...props} locale={locale} />);
}

function InvoiceDocument({ locale, ...props }: InvoiceDocumentProps & { locale: Locale }) {
  const words = wordsOf(locale);
  const said = words.document;
  const title = props.kind === "invoice" ? said.invoice : said.creditNote;
  const madeAt = new Date(`${props.madeOn}T00:00:00Z`);
  return (
    <Document
      title={`${title} ${props.number}`}
      author={props.seller.name}
      subject={props.number}
      creator="Corrente"
      producer="Corrente"
      language={words.htmlLang}
      creationDate={madeAt}
      modificationDate={madeAt}
    >
      <Page size="A4" style={sheet.page}>
        <RunningHeader left={props.seller.name} right={`${title} ${props.number}`} />
        <PageFoot words={words} seller={props.seller} />
        <View style={sheet.masthead}>
          <Text style={sheet.sellerName}>{props.seller.name}</Text>
          <View style={sheet.mastheadRight}>
            <Text style={sheet.title}>{title}</Text>
            <Text style={sheet.titleNumber}>{props.number}</Text>
          </View>
        </View>
        <View style={sheet.parties}>
          <PartyBlock label={said.to} party={props.buyer} words={words} />
          <PartyBlock label={said.from} party={props.seller} words={words} />
          <Facts facts={factsOf(props, words)} />
        </View>
        <Lines {...props} words={words} />
        <Summary {...props} words={words} />
        {props.payment === null ? null : <Payment {...props} payment={props.payment} words={words} />}
      </Page>
      <Annex {...props.annex} words={words} title={`${title} ${props.number}`} seller={props.seller} />
    </Document>
  );
}

type Said = InvoiceDocumentProps & { words: Words };

function factsOf(props: InvoiceDocumentProps, { document: said }: Words): [string, string][] {
  const facts: [string, string][] = [[said.issuedOn, props.issuedOn]];
  if (props.dueOn !== null) facts.push([said.dueOn, props.dueOn]);
  facts.push([said.servicePeriod, props.servicePeriod]);
  if (props.credits !== null) {
    facts.push([said.credits, said.creditsOf(props.credits.number, props.credits.issuedOn)]);
    facts.push([said.reason, props.credits.reason]);
  }
  return facts;
}

const Lines = ({ lines, words: { document: said } }: Said) => (
  <AmountTable
    columns={[
      { label: said.description, width: "flex" },
      { label: said.sessions, width: 52, isNumber: true },
      { label: said.energy, width: 76, isNumber: true },
      { label: said.vatRate, width: 44, isNumber: true },
      { label: said.net, width: 64, isNumber: true },
      { label: said.vat, width: 58, isNumber: true },
      { label: said.gross, width: 66, isNumber: true },
    ]}
    rows={lines.map((line) => [
      `${said.kinds[line.kind]}, ${line.country}`,
      line.sessions,
      line.energy,
      line.vatRate,
      line.net,
      line.vat,
      line.gross,
    ])}
  />
);

function Summary({ kind, subtotals, net, vat, gross, words: { document: said } }: Said) {
  const sentences = [
    ...new Set(subtotals.flatMap(({ sentence }) => (sentence === null ? [] : [said.sentences[sentence]]))),
  ];
  const nameOf = { S: "", Z: "", AE: said.reverseCharge, O: said.outsideScope } as const;
  return (
    <View style={sheet.summary} wrap={false}>
      <View style={sheet.summaryLeft}>
        <AmountTable
          title={said.vatSummary}
          columns={[
            { label: said.vatRate, width: "flex" },
            { label: said.net, width: 64, isNumber: true },
            { label: said.vat, width: 58, isNumber: true },
            { label: said.gross, width: 66, isNumber: true },
          ]}
          rows={subtotals.map((one) => [nameOf[one.category] || one.vatRate, one.net, one.vat, one.gross])}
        />
        {sentences.map((sentence) => (
          <Text key={sentence} style={sheet.sentence}>
            {sentence}
          </Text>
        ))}
      </View>
      <Totals
        rows={[
          [said.net, net],
          [said.vat, vat],
        ]}
        last={[kind === "invoice" ? said.totalDue : said.totalCredited, gross]}
      />
    </View>
  );
}

function Payment({
  payment,
  seller,
  number,
  words: { document: said },
}: Said & { payment: NonNullable<Said["payment"]> }) {
  const bank: [string, string][] =
    payment.iban === null
      ? []
      : [
          [said.holder, seller.name],
          ["IBAN", payment.iban],
        ];
  if (payment.iban !== null && payment.bic !== null) bank.push(["BIC", payment.bic]);
  bank.push([said.reference, number]);
  return (
    <View style={sheet.payment} wrap={false}>
      <Text style={sheet.sectionTitle}>
        {said.payment}. <Text style={sheet.plain}>{said.terms(payment.termsDays)}</Text>
      </Text>
      <Facts facts={payment.payUrl === null ? bank : [...bank, [said.payOnline, payment.payUrl]]} isWide />
    </View>
  );
}
