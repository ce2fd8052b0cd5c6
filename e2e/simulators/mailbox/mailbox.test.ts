import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTransport } from "nodemailer";
import { afterEach, expect, test } from "vitest";
import { type MailboxOptions, startMailbox } from "./mailbox";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(options: MailboxOptions = {}) {
  const mailbox = await startMailbox(options);
  closing.push(mailbox.close);
  return mailbox;
}

const PDF = Buffer.concat([Buffer.from("%PDF-1.7\r\n.\r\n..\n"), randomBytes(70_000)]);

const INVOICE = {
  from: "Corrente <billing@corrente.test>",
  to: "rita.marques@drivers.example",
  bcc: "archive@voltaria.example",
  subject: "A sua fatura FT 2026/17 — 59,50 €",
  text: "Obrigado.",
  html: '<p>Obrigado, Rita.</p><script>document.title = "x"</script>',
  attachments: [{ filename: "Fatura FT 2026∕17.pdf", content: PDF, contentType: "application/pdf" }],
};

async function api(url: string, address: string) {
  return (await (await fetch(url + address)).json()) as {
    messages: { id: string; to: string[]; attachments: { url: string }[] }[];
  };
}

test("an attachment comes back byte for byte", async () => {
  const mailbox = await start();
  await createTransport(mailbox.smtpUrl).sendMail(INVOICE);
  const { messages } = await api(mailbox.url, "/api/messages?to=RITA.marques@drivers.example");
  expect(messages).toMatchObject([
    {
      from: '"Corrente" <billing@corrente.test>',
      subject: INVOICE.subject,
      attachments: [{ filename: "Fatura FT 2026∕17.pdf", content_type: "application/pdf", size: PDF.length }],
    },
  ]);
  const file = await fetch(mailbox.url + (messages[0]?.attachments[0]?.url ?? ""));
  expect(Buffer.from(await file.arrayBuffer()).equals(PDF)).toBe(true);
  expect(file.headers.get("content-type")).toBe("application/pdf");
});

test("e-mails are listed by recipient, blind copies too, newest first", async () => {
  const mailbox = await start();
  const transport = createTransport(mailbox.smtpUrl);
  await transport.sendMail({ ...INVOICE, subject: "first" });
  await transport.sendMail({ ...INVOICE, subject: "second", to: "other@drivers.example" });
  expect(mailbox.messages("archive@voltaria.example").map((one) => one.subject)).toEqual(["second", "first"]);
  expect(mailbox.messages("rita.marques@drivers.example").map((one) => one.subject)).toEqual(["first"]);
  expect(mailbox.messages("nobody@drivers.example")).toEqual([]);
});

test("a browser shows e-mails and runs none of their scripts", async () => {
  const mailbox = await start();
  await createTransport(mailbox.smtpUrl).sendMail({ ...INVOICE, subject: "<img src=x onerror=alert(1)>" });
  const list = await (await fetch(mailbox.url)).text();
  expect(list).not.toContain("<img");
  const id = mailbox.messages()[0]?.id ?? "";
  const page = await fetch(`${mailbox.url}/messages/${id}`);
  expect(await page.text()).toContain("Fatura FT 2026∕17.pdf");
  const html = await fetch(`${mailbox.url}/messages/${id}/html`);
  expect(await html.text()).toContain("Obrigado, Rita.");
  expect(html.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox/);
  expect((await fetch(`${mailbox.url}/messages/nope`)).status).toBe(404);
});

test("with a folder, e-mails are kept over a restart", async () => {
  const dir = mkdtempSync(path.join(tmpdir(), "mailbox-"));
  closing.push(() => rmSync(dir, { recursive: true }));
  const before = await startMailbox({ dir });
  await createTransport(before.smtpUrl).sendMail(INVOICE);
  const [kept] = before.messages();
  await before.close();
  const after = await start({ dir });
  expect(after.messages("archive@voltaria.example")).toEqual([kept]);
  after.clear();
  expect((await api(after.url, "/api/messages")).messages).toEqual([]);
});
