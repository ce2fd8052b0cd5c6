import { expect, test } from "vitest";
import type { ImportReport } from "./holder-types";
import { refusedFile } from "./refused-file";

const line = (line: number, about: string | null): ImportReport["lines"][number] => ({
  line,
  uid: null,
  holder: null,
  outcome: about === null ? "new_driver" : "refused",
  problem: about === null ? null : "EMAIL_MALFORMED",
  about,
});

test("each refused line keeps its cells and gets its own reason, in the reader's words", () => {
  const report: ImportReport = {
    isDryRun: true,
    counts: { new_driver: 1, new_token: 0, unchanged: 0, refused: 2 },
    lines: [line(2, null), line(3, "rui@"), line(4, "eva@")],
    refusedCsv:
      "Email,Nome,Telefone,line,reason\r\n" +
      'rui@,"Silva, Rui",\'=1+1,3,EMAIL_MALFORMED: rui@\r\n' +
      "eva@,Eva,,4,EMAIL_MALFORMED: eva@\r\n",
  };
  expect(refusedFile(report, ({ about }) => `“${about}”, não é um e-mail`)).toBe(
    "Email,Nome,Telefone,line,reason\r\n" +
      'rui@,"Silva, Rui",\'=1+1,3,"“rui@”, não é um e-mail"\r\n' +
      'eva@,Eva,,4,"“eva@”, não é um e-mail"\r\n',
  );
});
