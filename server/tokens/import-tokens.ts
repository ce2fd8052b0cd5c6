import { eq } from "drizzle-orm";
import { z } from "zod";
import { emsps } from "@/db/schema/emsps";
import type { TenantRead, TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { checkToken, TOKEN_COLUMNS } from "@/server/tokens/check-line";
import {
  ImportFile,
  type ImportReport,
  type LineReport,
  type ReadLine,
  readTable,
  reportOf,
} from "@/server/tokens/import-lines";
import { takenToken, type TakenTokens, takenUids } from "@/server/tokens/issue-token";
import { TokensInFile } from "@/server/tokens/tokens-in-file";
import { type NewToken, refuseTaken, storeTokens } from "@/server/tokens/store-tokens";
import { announce } from "@/server/live/announce";

export const ImportTokens = ImportFile.extend({ partnerId: z.uuid() });

type Input = z.infer<typeof ImportTokens>;
type Line = ReadLine<keyof typeof TOKEN_COLUMNS>;

/** What {@link importTokens} would do with each line, nothing saved. */
export async function previewTokenImport(db: TenantRead, { partnerId, text }: Input): Promise<ImportReport> {
  const partner = await partnerOf(db, partnerId);
  const table = readTable(text, TOKEN_COLUMNS, ["uid"]);
  return reportOf(true, table, (await planImport(db, table.lines, partner)).reports);
}

/**
 * Takes a partner's tokens from a file, a line each. Lines that cannot be taken are reported with
 * their reason and leave the others alone; the same file again changes nothing. @throws Refusal
 * INVALID without a uid column, NOT_FOUND
 */
export async function importTokens(db: TenantWrite, { partnerId, text }: Input): Promise<ImportReport> {
  const partner = await partnerOf(db, partnerId);
  const table = readTable(text, TOKEN_COLUMNS, ["uid"]);
  const plan = await planImport(db, table.lines, partner);
  const lost = await storeTokens(db, plan.newTokens);
  await announce(db, ["partners", `partner:${partnerId}`]);
  return reportOf(false, table, refuseTaken(plan.reports, lost));
}

type Partner = { readonly partnerId: string; readonly name: string };

async function partnerOf(db: TenantRead, partnerId: string): Promise<Partner> {
  const [partner] = await db.select({ name: emsps.name }).from(emsps).where(eq(emsps.id, partnerId));
  if (!partner) throw new Refusal("partner_not_found");
  return { partnerId, name: partner.name };
}

async function planImport(db: TenantRead, lines: readonly Line[], partner: Partner) {
  const taken = await takenUids(db, lines.map(({ values }) => values.uid).filter(Boolean));
  const inFile = new TokensInFile();
  const reports: LineReport[] = [];
  const newTokens: NewToken[] = [];
  for (const line of lines) {
    const decision = decide(line, partner, taken, inFile);
    reports.push(decision.report);
    if (decision.token) newTokens.push(decision.token);
  }
  return { reports, newTokens };
}

function decide(
  line: Line,
  partner: Partner,
  taken: TakenTokens,
  inFile: TokensInFile,
): { report: LineReport; token: NewToken | null } {
  const lineNumber = line.record.line;
  const checked = checkToken(line);
  const lineResult = (
    outcome: LineReport["outcome"],
    problem: LineReport["problem"] = null,
    about: string | null = null,
  ) => ({
    report: { line: lineNumber, uid: line.values.uid || null, holder: partner.name, outcome, problem, about },
    token: null,
  });
  if (!checked.ok) return lineResult("refused", checked.problem, checked.about);
  if (checked.value === null) return lineResult("refused", "UID_MISSING");
  const earlierLine = inFile.lineOf(checked.value);
  if (earlierLine !== undefined) return lineResult("refused", "TWICE_IN_FILE", String(earlierLine));
  const holder = takenToken(taken, checked.value);
  if (holder && holder.emspId !== partner.partnerId) return lineResult("refused", "TOKEN_TAKEN", holder.holder);
  inFile.add(checked.value, lineNumber);
  if (holder) return lineResult("unchanged");
  const token = { ...checked.value, line: lineNumber, driverId: null, emspId: partner.partnerId };
  return { ...lineResult("new_token"), token };
}
