import { expect, test } from "vitest";
import { FINDINGS } from "./finding-registry";
import { REFUSALS } from "./refusals/registry";

/** HTTP status of each refusal status, as tRPC answers with it (mapped in server/trpc.ts). */
const HTTP = {
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  UNAUTHENTICATED: 401,
  INVALID: 400,
  CONFLICT: 409,
  TOO_MANY_REQUESTS: 429,
  UNAVAILABLE: 503,
} as const;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const refusals = Object.entries(REFUSALS)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([code, { status, sentence, resolvedBy, action }]) => [
    `\`${code}\``,
    `${HTTP[status]} ${status}`,
    sentence,
    resolvedBy,
    action,
  ]);

const findings = Object.entries(FINDINGS).map(([code, { subject, severity, resolvedBy, action }]) => [
  `\`${code}\``,
  subject,
  severity,
  resolvedBy,
  action,
]);

const PAGE = `# Codes

Made from \`server/domain/refusals\` and \`server/domain/finding-registry.ts\` by \
\`npx vitest run server/domain/codes-page.test.ts -u\`.
Codes never change their meaning; new ones may come.

## Refusals

A refusal is a planned "no". Who can resolve it: the requester, a colleague whose role has the right, who runs the \
deployment, or time (wait).

${table(["code", "status", "sentence", "resolved by", "what to do"], refusals)}

## Findings

A finding is raised about a session, a station or an invoice; "severity" is the most severe that it can be, \
and \`hold\` stops the bill.

${table(["code", "about", "severity", "resolved by", "what to do"], findings)}
`;

test("docs/codes.md lists every refusal and finding as the registries have them", async () => {
  await expect(PAGE).toMatchFileSnapshot("../../docs/codes.md");
});
