import { describe, expect, test } from "vitest";
import { creditNoteIssued } from "./credit-note-issued";
import { invoiceIssued } from "./invoice-issued";
import type { Email } from "./email";
import { memberInvited } from "./member-invited";
import { paymentReceived } from "./payment-received";
import { signInLink } from "./sign-in-link";
import { renderEmail } from "./render-email";

const PARTIES = { sellerName: "Corrente Demo, Lda.", buyerName: "Inês Gonçalves", number: "INV-RBP-2026-000123" };
const URL = "https://portal.example/invitation/abc?x=1&y=2";

const EMAILS: Record<string, (locale: "en" | "pt") => Email> = {
  "invoice-issued": (locale) =>
    invoiceIssued(
      {
        ...PARTIES,
        amount: "12,30 €",
        dueOn: "17 February 2026",
        period: "Jan 2026",
        payUrl: URL,
        iban: "PT50 0002",
        bic: null,
      },
      locale,
    ),
  "credit-note-issued": (locale) =>
    creditNoteIssued(
      { ...PARTIES, invoiceNumber: "INV-RBP-2026-000001", amount: "12,30 €", reason: "Wrong card" },
      locale,
    ),
  "payment-received": (locale) =>
    paymentReceived({ ...PARTIES, amount: "12,30 €", receivedOn: "17 February 2026" }, locale),
  "member-invited": (locale) =>
    memberInvited({ operatorName: "Demo", inviterName: "Ana", role: "tariff_manager", url: URL, days: 7 }, locale),
  "sign-in-link": (locale) => signInLink({ url: URL, minutes: 15 }, locale),
};

const SUBJECTS = {
  "invoice-issued": [
    "Invoice INV-RBP-2026-000123 from Corrente Demo, Lda.",
    "Fatura INV-RBP-2026-000123 de Corrente Demo, Lda.",
  ],
  "credit-note-issued": [
    "Credit note INV-RBP-2026-000123 from Corrente Demo, Lda.",
    "Nota de crédito INV-RBP-2026-000123 de Corrente Demo, Lda.",
  ],
  "payment-received": [
    "Payment received for invoice INV-RBP-2026-000123",
    "Pagamento recebido da fatura INV-RBP-2026-000123",
  ],
  "member-invited": ["Join Demo on Corrente", "Convite para Demo no Corrente"],
  "sign-in-link": ["Your sign-in link for Corrente", "A sua ligação de acesso ao Corrente"],
};

describe.each(Object.entries(SUBJECTS))("%s", (name, subjects) => {
  test.each(["en", "pt"] as const)("is written in %s, as HTML and as plain text", async (locale) => {
    const email = EMAILS[name]?.(locale);
    if (!email) throw new Error("no such e-mail");
    const { subject, html, text } = await renderEmail(email);
    expect(subject).toBe(subjects[locale === "en" ? 0 : 1]);
    expect(html).toContain(`lang="${locale === "en" ? "en" : "pt-PT"}"`);
    expect(text).not.toMatch(/<\w+/);
    expect(html).not.toMatch(/<img|<link|<script/); // nothing is fetched on opening
    for (const output of [html, text]) expect(output).not.toMatch(/undefined|\[object/);
  });
});

test("a link in an e-mail stays unchanged, also as plain text", async () => {
  const { html, text } = await renderEmail(
    EMAILS["sign-in-link"]?.("en") ?? { subject: "", body: signInLink({ url: "", minutes: 1 }, "en").body },
  );
  expect(html).toContain(`href="${URL.replace("&", "&amp;")}"`);
  expect(text).toContain(URL);
});

test("an invoice e-mail names exactly the ways to pay that exist", async () => {
  const bare = invoiceIssued(
    { ...PARTIES, amount: "1 €", dueOn: "today", period: "May", payUrl: null, iban: null, bic: null },
    "en",
  );
  const full = await renderEmail(EMAILS["invoice-issued"]?.("en") ?? bare);
  expect(full.text).toContain("PT50 0002");
  expect(full.text).toContain(URL);
  const { text } = await renderEmail(bare);
  expect(text).not.toMatch(/IBAN|Pay online|bank transfer/);
});
