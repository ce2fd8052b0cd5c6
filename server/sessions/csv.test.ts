import { expect, test } from "vitest";
import { csvLine } from "@/server/sessions/csv";

test("quotes what would break a line and leaves numbers alone", () => {
  expect(csvLine(["a", 1, null, 'say "hi", twice', "two\nlines", "-12.5"])).toBe(
    'a,1,,"say ""hi"", twice","two\nlines",-12.5\r\n',
  );
});

test("disarms text that a spreadsheet would run", () => {
  expect(csvLine(["=HYPERLINK(1)", "@x", "+351 900", "-cmd"])).toBe("'=HYPERLINK(1),'@x,'+351 900,'-cmd\r\n");
});
