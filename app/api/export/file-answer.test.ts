import { expect, test, vi } from "vitest";
import { z } from "zod";
import { refusalText } from "@/app/_trpc/refusal-text";
import { sentenceOf } from "@/server/trpc";
import { requestingMember, fileOf, filterIn, orRefusal } from "./file-answer";

vi.mock("@/app/_trpc/context", () => ({
  requestContext: async () => ({ actor: null, operatorSlug: "voltaria", browserSession: null }),
  sentenceHere: async (error: Parameters<typeof sentenceOf>[0]) => sentenceOf(error, refusalText("pt")),
}));

const requested = new Request("http://portal.test/api/export/voltaria/drivers");

async function* pieces(...all: readonly string[]): AsyncGenerator<string> {
  yield* all;
}

test("a file comes whole, whichever of its pieces are empty", async () => {
  const answer = fileOf(pieces("", "a,b\r\n", "", "1,2\r\n", ""), "drivers-voltaria", "csv");
  expect(await answer.text()).toBe("a,b\r\n1,2\r\n");
  expect(answer.headers.get("content-disposition")).toMatch(/filename="drivers-voltaria-\d{4}-\d\d-\d\d\.csv"/);
});

test("nobody is told to sign in, in their own language", async () => {
  const answer = await orRefusal(async () => {
    await requestingMember(requested, "voltaria", "driver:read");
    return fileOf(pieces("secret"), "drivers", "csv");
  });
  expect(answer.status).toBe(401);
  expect(await answer.text()).toBe("Inicie sessão para continuar.");
});

test("a filter that does not exist is refused with what to do instead", async () => {
  const answer = await orRefusal(async () => {
    filterIn(z.object({ state: z.enum(["active"]) }), { state: "sleeping" });
    return fileOf(pieces(), "drivers", "csv");
  });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toMatch(/^O endereço indica um filtro que não existe\. Abra a lista/);
});

test("a bug is no refusal", async () => {
  const bug = new Error("a bug");
  await expect(orRefusal(() => Promise.reject(bug))).rejects.toBe(bug);
});
