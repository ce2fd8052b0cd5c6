import { Page, Text } from "@react-pdf/renderer";
import { AmountTable, type Column, PageFoot, type Party, RunningHeader } from "./invoice-parts";
import { sheet } from "./invoice-style";
import type { Words } from "./words-en";

export type AnnexRow = {
  start: string;
  site: string;
  station: string;
  token: string;
  energy: string;
  duration: string;
  net: string;
  vat: string;
  gross: string;
  isCredit: boolean;
};

export type AnnexProps = {
  rows: readonly AnnexRow[];
  /** where the sessions stand when they are too many for paper; `rows` is empty then */
  inFile: { name: string; count: string } | null;
  /** VAT belongs to the whole document: only net amounts add up by session */
  isNetOnly: boolean;
};

/** The charging sessions behind the lines, on pages of their own. */
export function Annex({
  rows,
  inFile,
  isNetOnly,
  words,
  title,
  seller,
}: AnnexProps & { words: Words; title: string; seller: Party }) {
  const said = words.document;
  const amounts: Column[] = isNetOnly
    ? [{ label: said.net, width: 58, isNumber: true }]
    : [
        { label: said.net, width: 38, isNumber: true },
        { label: said.vat, width: 36, isNumber: true },
        { label: said.gross, width: 40, isNumber: true },
      ];
  const parts = rows.length === 0 ? [rows] : inParts(rows);
  return parts.map((part, at) => (
    <Page key={at} size="A4" style={sheet.page}>
      <RunningHeader left={seller.name} right={title} />
      <PageFoot words={words} seller={seller} />
      {at === 0 && (
        <>
          <Text style={sheet.annexTitle}>{said.annex}</Text>
          <Text style={sheet.annexNote}>
            {[
              inFile === null ? said.annexNote(rows.length) : said.annexInFile(inFile.count, inFile.name),
              ...(isNetOnly ? [said.annexNetNote] : []),
            ].join(" ")}
          </Text>
        </>
      )}
      {inFile === null && (
        <AmountTable
          isDense
          columns={[
            { label: said.start, width: 80 },
            { label: said.site, width: "flex" },
            { label: said.station, width: 66 },
            { label: said.token, width: 72 },
            { label: "kWh", width: 38, isNumber: true },
            { label: said.duration, width: 40, isNumber: true },
            ...amounts,
          ]}
          rows={part.map((row) => [
            row.start,
            row.isCredit ? `${row.site} (${said.credited})` : row.site,
            row.station,
            row.token,
            row.energy,
            row.duration,
            ...(isNetOnly ? [row.net] : [row.net, row.vat, row.gross]),
          ])}
        />
      )}
    </Page>
  ));
}

/** Three full pages of one-line rows: the printer's work on one flow grows with the square of its length. */
const ROWS_A_FLOW = 148;

const inParts = (rows: readonly AnnexRow[]): (readonly AnnexRow[])[] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_A_FLOW) }, (_, at) =>
    rows.slice(at * ROWS_A_FLOW, (at + 1) * ROWS_A_FLOW),
  );
