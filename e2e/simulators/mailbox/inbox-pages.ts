import type { StoredEmail } from "./email-store";

/** The list of e-mails, newest first. */
export function inboxPage(emails: StoredEmail[], to: string | undefined): string {
  const rows = emails.map(
    (email) => `<li><a href="/messages/${email.id}">
<span class="subject">${escape(email.subject || "(no subject)")}</span>
<span class="quiet">to ${escape(email.to.join(", "))}${email.attachments.length ? ` · ${count(email.attachments.length)}` : ""}</span>
<time class="quiet" datetime="${email.receivedAt.toISOString()}">${when(email.receivedAt)}</time></a></li>`,
  );
  const only = to ? `<p class="quiet">Only mails to ${escape(to)}. <a href="/">Show all</a></p>` : "";
  const list = rows.length
    ? `<ul class="list">${rows.join("")}</ul>`
    : `<p class="empty quiet">No mail yet. Reload when Corrente has sent some.</p>`;
  return layout("Mailbox", `<h1>Mailbox</h1>${only}${list}`);
}

/** One e-mail, its HTML in a frame without scripts. */
export function emailPage(email: StoredEmail): string {
  const files = email.attachments.map(
    (one, index) => `<li><a href="/messages/${email.id}/attachments/${index}" download>${escape(one.filename)}</a>
<span class="quiet">${size(one.bytes.length)}</span></li>`,
  );
  const body = email.html
    ? `<iframe title="The mail itself" src="/messages/${email.id}/html" sandbox="allow-popups"></iframe>`
    : `<pre>${escape(email.text)}</pre>`;
  return layout(
    email.subject || "(no subject)",
    `<p><a href="/">← Mailbox</a></p><h1>${escape(email.subject || "(no subject)")}</h1>
<p class="quiet">From ${escape(email.from)}<br>To ${escape(email.to.join(", "))}<br>${when(email.receivedAt)}</p>
${files.length ? `<ul class="files">${files.join("")}</ul>` : ""}
${body}
<p class="quiet"><a href="/messages/${email.id}/text">Plain text</a> · <a href="/messages/${email.id}/raw">Source</a></p>`,
  );
}

export function notFoundPage(): string {
  return layout("Not found", `<h1>No such mail</h1><p><a href="/">← Mailbox</a></p>`);
}

function layout(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>${STYLE}</style></head><body>
<p class="note">Mails of this demo end here. None of them leaves this machine.</p><main>${body}</main></body></html>`;
}

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0;background:light-dark(#f4f5f7,#14161a);color:light-dark(#1b1f24,#e8eaed)}
.note{margin:0;padding:.6rem 1rem;text-align:center;background:light-dark(#e5edf5,#1d2a38);color:light-dark(#23405e,#bcd3ea)}
main{max-width:52rem;margin:2rem auto;padding:0 1rem}
h1{margin:.25rem 0 1rem;font-size:1.5rem;overflow-wrap:anywhere}
a{color:light-dark(#1f6f54,#7fd1b0)}
.quiet{color:light-dark(#57606a,#a3abb5);font-size:.9rem}
.list{margin:0;padding:0;list-style:none;border-radius:.75rem;overflow:hidden;background:light-dark(#fff,#1e2126);box-shadow:0 1px 4px #0003}
.list li+li{border-top:1px solid light-dark(#e3e6ea,#333840)}
.list a{display:grid;grid-template-columns:1fr auto;gap:0 1rem;padding:.8rem 1rem;color:inherit;text-decoration:none}
.list a:hover,.list a:focus-visible{background:light-dark(#f0f6f3,#242a2e)}
.subject{font-weight:600;grid-column:1/-1;overflow-wrap:anywhere}
.empty{padding:3rem;text-align:center}
.files{padding-left:1.2rem}
iframe{width:100%;height:70vh;border:1px solid light-dark(#d5d9de,#333840);border-radius:.5rem;background:#fff}
pre{padding:1rem;border-radius:.5rem;white-space:pre-wrap;overflow-wrap:anywhere;background:light-dark(#fff,#1e2126)}
@media(max-width:34rem){.list a{grid-template-columns:1fr}}`;

const count = (files: number) => (files === 1 ? "1 attachment" : `${files} attachments`);
const when = (at: Date) => at.toISOString().slice(0, 16).replace("T", " ") + " UTC";
const size = (bytes: number) => (bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`);

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (email) => `&#${email.charCodeAt(0)};`);
}
