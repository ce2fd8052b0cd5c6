import { expect, test } from "vitest";
import { asWorker } from "./migrate";

const changed = (query: string): URL => new URL(asWorker(`postgres://ana:a%20b@db.example:5433/corrente${query}`));
const parametersOf = (query: string) => Object.fromEntries(changed(query).searchParams);

test("the queue's driver connects to the same database in the worker's role", () => {
  const { host, username, password, pathname, searchParams } = changed("");
  expect([host, username, password, pathname]).toEqual(["db.example:5433", "ana", "a%20b", "/corrente"]);
  expect(searchParams.get("options")).toBe("-c role=corrente_worker");
});

test("options that a hosted Postgres asks for stay", () => {
  expect(parametersOf("?options=endpoint%3Dep-1")).toMatchObject({ options: "endpoint=ep-1 -c role=corrente_worker" });
});

const ENCRYPTED = { sslmode: "require", uselibpqcompat: "true" };

test.each([
  ["", { sslmode: "disable" }],
  ["?sslmode=disable", { sslmode: "disable" }],
  ["?sslmode=prefer", { sslmode: "disable" }],
  ["?sslmode=require", ENCRYPTED],
  ["?ssl=true", ENCRYPTED],
  ["?sslmode=verify-full", { sslmode: "verify-full" }],
])("TLS as asked for by %o is to the queue's driver what it is to the others", (row, tls) => {
  const { options: _options, ...rest } = parametersOf(row);
  expect(rest).toEqual(tls);
});
