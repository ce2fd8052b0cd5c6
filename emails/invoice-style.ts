/** Style of the document: dense, one accent colour, tabular figures. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Font, StyleSheet } from "@react-pdf/renderer";

const INK = "#17181c";
const MUTED = "#555862";
const LINE = "#d9dae0";
const SOFT = "#f3f3f5";

let isRegistered = false;

/**
 * Registers Inter in two weights, with the Latin characters of all of Europe; figures are tabular
 * by default (fonts/README.md).
 */
export function registerFonts(): void {
  if (isRegistered) return;
  const folder = fontFolder();
  Font.register({
    family: "Inter",
    fonts: [
      { src: join(folder, "inter-regular.ttf"), fontWeight: 400 },
      { src: join(folder, "inter-semibold.ttf"), fontWeight: 600 },
    ],
  });
  Font.registerHyphenationCallback((word) => [word]); // names and numbers are never hyphenated
  isRegistered = true;
}

/** The font folder: beside this file when run from source, in the project when bundled. */
function fontFolder(): string {
  const localFolder = fileURLToPath(new URL("./fonts", import.meta.url));
  return existsSync(localFolder) ? localFolder : join(process.cwd(), "emails", "fonts");
}

export const styles = StyleSheet.create({
  page: {
    paddingTop: 54,
    paddingBottom: 62,
    paddingHorizontal: 48,
    fontFamily: "Inter",
    fontSize: 8.5,
    color: INK,
    lineHeight: 1.4,
  },
  runningHeader: {
    position: "absolute",
    top: 26,
    left: 48,
    right: 48,
    flexDirection: "row",
    justifyContent: "space-between",
    fontSize: 7.5,
    color: MUTED,
  },
  masthead: { flexDirection: "row", justifyContent: "space-between", alignItems: "flex-end", marginBottom: 26 },
  mastheadRight: { alignItems: "flex-end" },
  sellerName: { fontSize: 12, fontWeight: 600 },
  title: { fontSize: 9, color: MUTED },
  titleNumber: { fontSize: 17, fontWeight: 600, lineHeight: 1.25 },
  parties: { flexDirection: "row", marginBottom: 26, gap: 18 },
  party: { flexGrow: 1, flexBasis: 0 },
  label: { fontSize: 7.5, color: MUTED, marginBottom: 2 },
  strong: { fontWeight: 600 },
  plain: { fontWeight: 400, color: MUTED },
  facts: { flexGrow: 1.2, flexBasis: 0 },
  factsWide: { flexDirection: "column" },
  fact: { flexDirection: "row", justifyContent: "space-between", gap: 8, marginBottom: 1.5 },
  factWide: { flexDirection: "row", gap: 8, marginBottom: 1.5 },
  factLabel: { color: MUTED },
  factLabelWide: { color: MUTED, width: 96 },
  factValue: { textAlign: "right", flexShrink: 1 },
  factValueWide: { flexShrink: 1 },
  sectionTitle: { fontSize: 8.5, fontWeight: 600, marginBottom: 4 },
  head: {
    flexDirection: "row",
    borderBottomWidth: 0.8,
    borderBottomColor: INK,
    paddingBottom: 3,
    fontSize: 7.5,
    color: MUTED,
  },
  row: { flexDirection: "row", borderBottomWidth: 0.5, borderBottomColor: LINE, paddingVertical: 3.5 },
  summary: { flexDirection: "row", marginTop: 22, gap: 28 },
  summaryLeft: { flexGrow: 1, flexBasis: 0 },
  sentence: { fontSize: 7.5, color: MUTED, marginTop: 6 },
  totals: { width: 190 },
  totalRow: { flexDirection: "row", justifyContent: "space-between", paddingVertical: 2, paddingHorizontal: 8 },
  totalLast: {
    flexDirection: "row",
    justifyContent: "space-between",
    marginTop: 4,
    padding: 8,
    backgroundColor: SOFT,
    fontWeight: 600,
    fontSize: 10.5,
  },
  payment: { marginTop: 24 },
  foot: {
    position: "absolute",
    top: 796,
    left: 48,
    right: 48,
    flexDirection: "row",
    justifyContent: "space-between",
    fontSize: 7,
    color: MUTED,
    borderTopWidth: 0.5,
    borderTopColor: LINE,
    paddingTop: 6,
  },
  annexNote: { fontSize: 7.5, color: MUTED, marginBottom: 8 },
  annexTitle: { fontSize: 12, fontWeight: 600, marginBottom: 2 },
  annexRow: {
    flexDirection: "row",
    borderBottomWidth: 0.4,
    borderBottomColor: LINE,
    paddingVertical: 2,
    fontSize: 7,
    lineHeight: 1.3,
  },
});
