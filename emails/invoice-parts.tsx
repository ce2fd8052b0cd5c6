import { Text, View } from "@react-pdf/renderer";
import { styles } from "./invoice-style";
import type { Texts } from "./texts-en";

export type Party = { name: string; lines: readonly string[]; vatId: string | null; email: string };

export const PartyBlock = ({ label, party, texts }: { label: string; party: Party; texts: Texts }) => (
  <View style={styles.party}>
    <Text style={styles.label}>{label}</Text>
    <Text style={styles.strong}>{party.name}</Text>
    {party.lines.map((line) => (
      <Text key={line}>{line}</Text>
    ))}
    {party.vatId === null ? null : <Text>{`${texts.document.vatId} ${party.vatId}`}</Text>}
  </View>
);

/** Labels and values, one pair a line. */
export const Facts = ({
  facts,
  isWide = false,
}: {
  facts: readonly (readonly [string, string])[];
  isWide?: boolean;
}) => (
  <View style={isWide ? styles.factsWide : styles.facts}>
    {facts.map(([label, value]) => (
      <View key={label} style={isWide ? styles.factWide : styles.fact}>
        <Text style={isWide ? styles.factLabelWide : styles.factLabel}>{label}</Text>
        <Text style={isWide ? styles.factValueWide : styles.factValue}>{value}</Text>
      </View>
    ))}
  </View>
);

export type Column = { label: string; width: number | "flex"; isNumber?: boolean };

const cellStyle = ({ width, isNumber }: Column) => ({
  ...(width === "flex" ? { flexGrow: 1, flexBasis: 0 } : { width }),
  ...(isNumber ? { textAlign: "right" as const } : { paddingRight: 6 }),
});

/** A table whose header is repeated on every page. */
export const AmountTable = ({
  title,
  columns,
  rows,
  isDense = false,
}: {
  title?: string;
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
  isDense?: boolean;
}) => (
  <View>
    {title === undefined ? null : <Text style={styles.sectionTitle}>{title}</Text>}
    <View style={styles.head} fixed>
      {columns.map((column, columnIndex) => (
        <Text key={columnIndex} style={cellStyle(column)}>
          {column.label}
        </Text>
      ))}
    </View>
    {rows.map((row, rowIndex) => (
      // cells and rows have no id and never move
      <View key={rowIndex} style={isDense ? styles.annexRow : styles.row} wrap={false}>
        {columns.map((column, columnIndex) => (
          <Text key={columnIndex} style={cellStyle(column)}>
            {row[columnIndex] ?? ""}
          </Text>
        ))}
      </View>
    ))}
  </View>
);

export const Totals = ({ rows, last }: { rows: readonly [string, string][]; last: readonly [string, string] }) => (
  <View style={styles.totals}>
    {rows.map(([label, value]) => (
      <View key={label} style={styles.totalRow}>
        <Text style={styles.factLabel}>{label}</Text>
        <Text>{value}</Text>
      </View>
    ))}
    <View style={styles.totalLast}>
      <Text>{last[0]}</Text>
      <Text>{last[1]}</Text>
    </View>
  </View>
);

/** The header from the second page on, with the document's name. */
export const RunningHeader = ({ left, right }: { left: string; right: string }) => (
  <View style={styles.runningHeader} fixed>
    <Text render={({ pageNumber }) => (pageNumber > 1 ? left : "")} />
    <Text render={({ pageNumber }) => (pageNumber > 1 ? right : "")} />
  </View>
);

export const PageFooter = ({ texts, seller }: { texts: Texts; seller: Party }) => (
  <View style={styles.foot} fixed>
    <Text>{[seller.name, ...seller.lines, seller.email].join(" · ")}</Text>
    <Text render={({ pageNumber, totalPages }) => texts.document.page(pageNumber, totalPages)} />
  </View>
);
