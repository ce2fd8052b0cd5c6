import { expect, test } from "vitest";
import { maskSecrets } from "./mask-secrets";

test("a password never reaches the audit log, at any depth", () => {
  const masked = JSON.stringify(
    maskSecrets({ station: { password: "open-sesame", name: "North" }, list: [{ credential: "k1" }] }),
  );
  expect(masked).not.toContain("open-sesame");
  expect(masked).not.toContain("k1");
  expect(masked).toContain("North");
});

test("a station's password that is to be set never reaches the audit log", () => {
  const set = { type: "set-variables", variables: [{ variable: "AuthorizationKey", value: "open-sesame" }] };
  expect(JSON.stringify(maskSecrets({ command: set }))).not.toContain("open-sesame");
});

test("what it keeps is JSON", () => {
  expect(maskSecrets({ amountMinor: 12n, at: new Date(0) })).toEqual({
    amountMinor: "12",
    at: "1970-01-01T00:00:00.000Z",
  });
});
