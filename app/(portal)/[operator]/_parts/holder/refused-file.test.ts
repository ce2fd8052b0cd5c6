import { expect, test } from "vitest";
import { readTable, reportOf } from "@/server/drivers/import-lines";
import { refusedFile } from "./refused-file";

test("each refused line keeps its cells and gets its own reason, in the reader's words", () => {
  const table = readTable(
    'Email;Nome;Telefone\nana@people.test;Ana;+351 912\nrui@;"Rui; filho";=1+1\neva@;Eva;\n',
    { email: [], name: ["nome"] },
    ["email"],
  );
  const lines = table.lines.map(({ record, values }) => ({
    line: record.line,
    uid: null,
    holder: values.name,
    ...(values.name === "Ana"
      ? { outcome: "new_driver" as const, problem: null, about: null }
      : { outcome: "refused" as const, problem: "EMAIL_MALFORMED" as const, about: values.email }),
  }));
  const csv = refusedFile(reportOf(true, table, lines), ({ about }) => `“${about}” não é um e-mail`);
  expect(csv.split("\r\n")).toEqual([
    "Email,Nome,Telefone,line,reason",
    "rui@,Rui; filho,'=1+1,3,“rui@” não é um e-mail",
    "eva@,Eva,,4,“eva@” não é um e-mail",
    "",
  ]);
});
