import type { ServerResponse } from "node:http";
import type { StripeContext } from "./answer";
import type { StandInControl } from "./control";
import { StripeRefusal } from "./base/refuse";
import type { Tables } from "./base/wire";

type Invoice = Tables["invoices"];

const NOT_FOUND = "<h1>No such page</h1><p>The invoice may be gone: a stand-in forgets when it is reset.</p>";

/** `/i/{account}/{invoice}/{secret}`: the page behind `hosted_invoice_url`, with its Pay button. */
export function hostedPage(
  context: StripeContext,
  control: StandInControl,
  verb: string,
  path: string,
  response: ServerResponse,
): void {
  const [, kind, account = "", id = ""] = path.split("/");
  const invoice = kind === "i" ? context.store.objects(account, "invoices").get(id) : undefined;
  if (!invoice || invoice.hosted_invoice_url !== path) return send(response, 404, layout("Not found", NOT_FOUND));
  if (verb !== "POST") return send(response, 200, pageOf(invoice, ""));
  try {
    if (invoice.status === "open") control.payInvoice(id, { account });
    response.writeHead(303, { location: path }).end();
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    send(response, 402, pageOf(invoice, error.message));
  }
}

function pageOf(invoice: Invoice, problem: string): string {
  const paid = invoice.status === "paid";
  const lines = invoice.lines.data
    .map((line) => row(line.description ?? "", money(line.amount, invoice.currency)))
    .join("");
  const taxes = (invoice.total_taxes ?? [])
    .filter((tax) => tax.amount !== 0)
    .map((tax) => row("Tax", money(tax.amount, invoice.currency), "quiet"))
    .join("");
  const due = invoice.due_date
    ? `<p class="quiet">Due ${new Date(invoice.due_date * 1000).toISOString().slice(0, 10)}</p>`
    : "";
  const action =
    invoice.status === "open"
      ? `<form method="post"><button type="submit">Pay ${money(invoice.amount_remaining, invoice.currency)}</button></form>`
      : `<p class="state ${paid ? "paid" : ""}" role="status">${paid ? "Paid. Thank you." : `This invoice is ${escape(invoice.status ?? "")}.`}</p>`;
  return layout(
    `Invoice ${escape(invoice.number ?? "")}`,
    `<p class="quiet">${escape(invoice.customer_name ?? invoice.customer_email ?? "")}</p>
<h1>${money(paid ? invoice.amount_paid : invoice.amount_remaining, invoice.currency)}</h1>
<p class="quiet">Invoice ${escape(invoice.number ?? "")}</p>${due}
${problem ? `<p class="problem" role="alert">${escape(problem)}</p>` : ""}
<table><tbody>${lines}${taxes}${row("Total", money(invoice.total, invoice.currency), "total")}</tbody></table>
${action}`,
  );
}

const row = (label: string, amount: string, style = "") =>
  `<tr class="${style}"><td>${escape(label)}</td><td>${amount}</td></tr>`;

function layout(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${STYLE}</style></head><body>
<p class="note"><strong>Stand-in for Stripe.</strong> No money moves here: “Pay” only tells Corrente that the bill was paid.</p>
<main>${body}</main></body></html>`;
}

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0;background:light-dark(#f4f5f7,#14161a);color:light-dark(#1b1f24,#e8eaed)}
.note{margin:0;padding:.75rem 1rem;text-align:center;background:light-dark(#fff3cd,#4a3b00);color:light-dark(#4a3b00,#ffeeba)}
main{max-width:30rem;margin:3rem auto;padding:2rem;border-radius:.75rem;background:light-dark(#fff,#1e2126);box-shadow:0 1px 4px #0003}
h1{margin:.25rem 0;font-size:2.25rem;font-variant-numeric:tabular-nums}
p{margin:.25rem 0}.quiet{color:light-dark(#57606a,#a3abb5)}
table{width:100%;margin:1.5rem 0;border-collapse:collapse;font-variant-numeric:tabular-nums}
td{padding:.5rem 0;border-top:1px solid light-dark(#e3e6ea,#333840)}td:last-child{text-align:right;white-space:nowrap}
.total td{font-weight:600}
button{width:100%;padding:.8rem;border:0;border-radius:.5rem;font:inherit;font-weight:600;color:#fff;background:#1f6f54;cursor:pointer}
button:hover{background:#185842}button:focus-visible{outline:3px solid #6cc5a3;outline-offset:2px}
.state{padding:.8rem;border-radius:.5rem;text-align:center;background:light-dark(#eceef1,#2a2e35)}
.paid{background:light-dark(#dff3e8,#143d2c);color:light-dark(#114b33,#bfe8d3)}
.problem{padding:.6rem;border-radius:.5rem;background:light-dark(#fde2e1,#5a1d1b)}
@media(max-width:34rem){main{margin:1rem;padding:1.25rem}}`;

/** Currencies without minor units; all others here have two digits. */
const ZERO_DECIMAL_CURRENCIES = new Set(["jpy", "krw", "clp", "vnd"]);

function money(minor: number, currency: string): string {
  const code = currency.toUpperCase();
  const sign = minor < 0 ? "−" : "";
  const digits = String(Math.abs(minor));
  if (ZERO_DECIMAL_CURRENCIES.has(currency)) return `${sign}${digits} ${code}`;
  const padded = digits.padStart(3, "0");
  return `${sign}${padded.slice(0, -2)}.${padded.slice(-2)} ${code}`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (email) => `&#${email.charCodeAt(0)};`);
}

function send(response: ServerResponse, status: number, html: string): void {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
  response
    .writeHead(status, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cache-control": "no-store",
    })
    .end(html);
}
