import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const FOLDER = new URL("./migrations/", import.meta.url);

type Journal = { readonly entries: readonly { readonly tag: string; readonly when: number }[] };

const { entries } = JSON.parse(readFileSync(new URL("meta/_journal.json", FOLDER), "utf8")) as Journal;

test("every migration stands in the journal, and nothing else does", () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".sql"));
  expect(entries.map(({ tag }) => `${tag}.sql`)).toEqual(files.toSorted());
});

test("each migration is newer than the one before it, for a database skips what is older than its newest", () => {
  const times = entries.map(({ when }) => when);
  expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
});

test("only the newest snapshot is kept: no other is read when a migration is generated", () => {
  const snapshots = readdirSync(new URL("meta/", FOLDER)).filter((name) => name.endsWith("_snapshot.json"));
  expect(snapshots).toEqual([`${entries.at(-1)?.tag.slice(0, 4)}_snapshot.json`]);
});
