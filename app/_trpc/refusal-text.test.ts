import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CATALOGUES } from "@/app/_i18n/messages";
import { LOCALES } from "@/app/_i18n/locale";
import { appRouter } from "@/server/app-router";
import { FIELD_SENTENCES } from "@/server/domain/field-sentences";
import { Refusal } from "@/server/domain/refusal";
import { fieldFact } from "@/server/input/field-facts";
import { refusalText } from "./refusal-text";

const [en, pt] = [refusalText("en"), refusalText("pt")];
const both = ({ code, details }: Refusal) => [en.refusal(code, details), pt.refusal(code, details)];
/** What a form shows of a value that a schema does not take. */
const shown = (schema: z.ZodType, value: unknown) => {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  if (!issue) throw new Error("the schema took it");
  return [en.field(fieldFact(issue)), pt.field(fieldFact(issue))];
};

describe("a refusal", () => {
  test("is said in the reader's language, with what it names", () => {
    const refusal = new Refusal("session_ended", { number: 7 });
    expect(refusal.message).toBe("Session 7 has already ended.");
    expect(both(refusal)).toEqual(["Session 7 has already ended.", "A sessão 7 já terminou."]);
  });

  test("puts roles and states into words, and sums as the reader writes them", () => {
    const role = new Refusal("role_may_not", { role: "tariff_manager" });
    expect(both(role)).toEqual([
      "Your role (tariff manager) may not do this.",
      "O seu papel (Gestor de tarifas) não permite isto.",
    ]);
    const paid = new Refusal("no_payment_open", { state: "paid" });
    expect(both(paid)[1]).toBe("Esta fatura está paga: não há pagamento em aberto.");
    const sum = new Refusal("amount_not_open_amount", { open: "€12.30", openMinor: "1230", currency: "EUR" });
    expect(both(sum)[0]).toContain("€12.30");
    expect(both(sum)[1]).toMatch(/12,30\s€/);
  });

  test("leaves no word in braces unsaid, in either language", () => {
    for (const locale of LOCALES) {
      for (const sentence of Object.values(CATALOGUES[locale].refusals.sentence)) expect(sentence).not.toMatch(/'\{/);
    }
  });
});

test("an answer by HTTP keeps the server's English for programs, and says it in the asker's language beside", async () => {
  const answer = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: new Request("http://portal.test/api/trpc/identity.me"),
    router: appRouter,
    createContext: () => ({ actor: null, operatorSlug: null, browserSession: null, translator: pt }),
  });
  expect(answer.status).toBe(401);
  const body: unknown = await answer.json();
  expect(body).toMatchObject({
    error: {
      json: {
        message: "Sign in to continue.",
        data: { refusal: { code: "sign_in_required" }, sentence: "Inicie sessão para continuar." },
      },
    },
  });
});

describe("a field that is not taken", () => {
  test("says our own sentence in both languages", () => {
    expect(shown(z.uuid("Choose a site."), "x")).toEqual(["Choose a site.", "Escolha um local."]);
  });

  test.each([
    [z.string().min(1), "", "Preencha este campo."],
    [z.string(), undefined, "Preencha este campo."],
    [z.string().min(3), "ab", "Pelo menos 3 caracteres."],
    [z.string().max(2), "abc", "No máximo 2 caracteres."],
    [z.array(z.string()).min(2), [], "Pelo menos 2."],
    [z.array(z.string()).max(1), ["a", "b"], "No máximo 1."],
    [z.number(), Number.NaN, "Escreva um número."],
    [z.int(), 1.5, "Escreva um número."],
    [z.number().min(5), 4, "No mínimo 5."],
    [z.number().max(5), 6, "No máximo 5."],
    [z.uuid(), "x", "Escolha uma das opções."],
    [z.enum(["a"]), "b", "Escolha uma das opções."],
    [z.union([z.literal("a"), z.literal(1)]), "b", "Escolha uma das opções."],
    [z.iso.date(), "31/12", "Escreva uma data."],
    [z.email(), "x", "Não está escrito como devia."],
    [z.boolean(), "x", "Não pode ficar assim."],
    [z.strictObject({}), { a: 1 }, "Não pode ficar assim."],
  ] as const)("says what zod found without a sentence of ours: case %#", (schema, value, sentence) => {
    expect(shown(schema, value)[1]).toBe(sentence);
  });

  test("every sentence of every procedure's input is known in both languages", () => {
    const output = new Set<string>();
    for (const procedure of Object.values(appRouter._def.procedures)) collect(procedure, output);
    expect(output.size).toBeGreaterThan(30); // or the collecting has gone blind
    const known = new Set<string>(Object.values(FIELD_SENTENCES));
    expect([...output].filter((sentence) => !known.has(sentence))).toEqual([]);
  });
});

/**
 * The sentences with which the schemas below a value were made: zod keeps each as a function in its
 * definition.
 */
function collect(value: unknown, output: Set<string>, seen = new Set<unknown>()): void {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
  seen.add(value);
  const { error } = value as { error?: unknown };
  if (typeof error === "function") {
    const sentence: unknown = error({ input: undefined });
    if (typeof sentence === "string") output.add(sentence);
  }
  if (value instanceof RegExp || value instanceof Date) return;
  for (const inner of Object.values(value)) collect(inner, output, seen);
  for (const name of ["_zod", "_def", "def", "inputs"]) collect(Reflect.get(value, name), output, seen);
}
