import { Text, View } from "@react-pdf/renderer";
import { sheet } from "./invoice-style";
import type { Words } from "./words-en";

export type Party = { name: string; lines: readonly string[]; vatId: string | null; email: string };

export const PartyBlock = ({ label, party, words }: { label: string; party: Party; words: Words }) => (
  <View style={sheet.party}>
    <Text style={sheet.label}>{label}</Text>
    <Text style={sheet.strong}>{party.name}</Text>
    {party.lines.map((line) => (
      <Text key={line}>{line}</Text>
    ))}
    {party.vatId === null ? null : <Text>{`${words.document.vatId} ${party.vatId}`}</Text>}
  </View>
);

/** Label and value, one a line. */
export const Facts = ({
  facts,
  isWide = false,
}: {
  facts: readonly (readonly [string, string])[];
  isWide?: boolean;
}) => (
  <View style={isWide ? sheet.factsWide : sheet.facts}>
    {facts.map(([label, value]) => (
      <View key={label} style={isWide ? sheet.factWide : sheet.fact}>
        <Text style={isWide ? sheet.factLabelWide : sheet.factLabel}>{label}</Text>
        <Text style={isWide ? sheet.factValueWide : sheet.factValue}>{value}</Text>
      </View>
    ))}
  </View>
);

export type Column = { label: string; width: number | "flex"; isNumber?: boolean };

const cellStyle = ({ width, isNumber }: Column) => ({
  ...(width === "flex" ? { flexGrow: 1, flexBasis: 0 } : { width }),
  ...(isNumber ? { textAlign: "right" as const } : { paddingRight: 6 }),
});

/** A table whose head stands again on every page it reaches. */
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
    {title === undefined ? null : <Text style={sheet.sectionTitle}>{title}</Text>}
    <View style={sheet.head} fixed>
      {columns.map((column, place) => (
        <Text key={place} style={cellStyle(column)}>
          {column.label}
        </Text>
      ))}
    </View>
    {rows.map((row, at) => (
      // cells and rows have no name of their own and never move
      <View key={at} style={isDense ? sheet.annexRow : sheet.row} wrap={false}>
        {columns.map((column, place) => (
          <Text key={place} style={cellStyle(column)}>
            {row[place] ?? ""}
          </Text>
        ))}
      </View>
    ))}
  </View>
);

export const Totals = ({ rows, last }: { rows: readonly [string, string][]; last: readonly [string, string] }) => (
  <View style={sheet.totals}>
    {rows.map(([label, value]) => (
      <View key={label} style={sheet.totalRow}>
        <Text style={sheet.factLabel}>{label}</Text>
        <Text>{value}</Text>
      </View>
    ))}
    <View style={sheet.totalLast}>
      <Text>{last[0]}</Text>
      <Text>{last[1]}</Text>
    </View>
  </View>
);

/** From the second page on: whose document this is. */
export const RunningHeader = ({ left, right }: { left: string; right: string }) => (
  <View style={sheet.runningHeader} fixed>
    <Text render={({ pageNumber }) => (pageNumber > 1 ? left : "")} />
    <Text render={({ pageNumber }) => (pageNumber > 1 ? right : "")} />
  </View>
);

export const PageFoot = ({ words, seller }: { words: Words; seller: Party }) => (
  <View style={sheet.foot} fixed>
    <Text>{[seller.name, ...seller.lines, seller.email].join(" · ")}</Text>
    <Text render={({ pageNumber, totalPages }) => words.document.page(pageNumber, totalPages)} />
  </View>
);
