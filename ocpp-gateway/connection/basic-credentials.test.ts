import { expect, test } from "vitest";
import { basicCredentials } from "@/ocpp-gateway/connection/basic-credentials";

const header = (content: string | Buffer) => `Basic ${Buffer.from(content).toString("base64")}`;

test("name and password are split at the first colon", () => {
  expect(basicCredentials(header("CP 1:pass:word"))).toEqual({ username: "CP 1", password: "pass:word" });
  expect(basicCredentials(header("CP1:"))).toEqual({ username: "CP1", password: "" });
});

test("text may hold more than ASCII", () => {
  expect(basicCredentials(header("Évora-1:señal"))).toEqual({ username: "Évora-1", password: "señal" });
});

test("a key of raw bytes is compared by its hexadecimal digits", () => {
  const key = Buffer.from("0001020304050607ffffffccccccccccccaabbcc", "hex");
  expect(basicCredentials(header(Buffer.concat([Buffer.from("AL1000:"), key])))).toEqual({
    username: "AL1000",
    password: "0001020304050607ffffffccccccccccccaabbcc",
  });
});

test.each([undefined, "", "Bearer abc", "Basic", "Basic ???", header("no colon")])("%s is no credential", (value) => {
  expect(basicCredentials(value)).toBeNull();
});
