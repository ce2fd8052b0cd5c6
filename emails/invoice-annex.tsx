import { Page, Text } from "@react-pdf/renderer";
import { AmountTable, type Column, PageFooter, type Party, RunningHeader } from "./invoice-parts";
import { styles } from "./invoice-style";
import type { Texts } from "./texts-en";

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
  /** the file with the sessions when they are too many for the annex; `rows` is empty then */
  inFile: { name: string; count: string } | null;
  /** VAT is computed on the whole document: only net amounts add up by session */
  isNetOnly: boolean;
};

/** The charging sessions of the lines, on pages of their own. */
export function Annex({
  rows,
  inFile,
  isNetOnly,
  texts,
  title,
  seller,
}: AnnexProps & { texts: Texts; title: string; seller: Party }) {
  const labels = texts.document;
  const amounts: Column[] = isNetOnly
    ? [{ label: labels.net, width: 58, isNumber: true }]
    : [
        { label: labels.net, width: 38, isNumber: true },
        { label: labels.vat, width: 36, isNumber: true },
        { label: labels.gross, width: 40, isNumber: true },
      ];
  const chunks = rows.length === 0 ? [rows] : chunksOf(rows);
  return chunks.map((chunk, index) => (
    <Page key={index} size="A4" style={styles.page}>
      <RunningHeader left={seller.name} right={title} />
      <PageFooter texts={texts} seller={seller} />
      {index === 0 && (
        <>
          <Text style={styles.annexTitle}>{labels.annex}</Text>
          <Text style={styles.annexNote}>
            {[
              inFile === null ? labels.annexNote(rows.length) : labels.annexInFile(inFile.count, inFile.name),
              ...(isNetOnly ? [labels.annexNetNote] : []),
            ].join(" ")}
          </Text>
        </>
      )}
      {inFile === null && (
        <AmountTable
          isDense
          columns={[
            { label: labels.start, width: 80 },
            { label: labels.site, width: "flex" },
            { label: labels.station, width: 66 },
            { label: labels.token, width: 72 },
            { label: "kWh", width: 38, isNumber: true },
            { label: labels.duration, width: 40, isNumber: true },
            ...amounts,
          ]}
          rows={chunk.map((row) => [
            row.start,
            row.isCredit ? `${row.site} (${labels.credited})` : row.site,
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

/**
 * Three full pages of one-line rows: the renderer's work on one flow grows with the square of its
 * length.
 */
const ROWS_PER_CHUNK = 148;

const chunksOf = (rows: readonly AnnexRow[]): (readonly AnnexRow[])[] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_PER_CHUNK) }, (_, index) =>
    rows.slice(index * ROWS_PER_CHUNK, (index + 1) * ROWS_PER_CHUNK),
  );
