import type { IncomingMessage, ServerResponse } from "node:http";
import { inboxPage, emailPage, notFoundPage } from "./inbox-pages";
import type { StoredEmail, EmailStore } from "./email-store";

/**
 * Pages for people, JSON under `/api/` for tests. The mailbox listens on loopback only and has no
 * password.
 */
export function answerInbox(emails: EmailStore, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://mailbox.test");
  const [, first = "", ...rest] = url.pathname.split("/");
  const to = url.searchParams.get("to") ?? undefined;
  if (first === "") return page(response, 200, inboxPage(emails.list(to), to));
  if (first === "api") return answerApi(emails, request.method ?? "GET", rest, to, response);
  const email = first === "messages" ? emails.find(rest[0] ?? "") : undefined;
  if (!email) return page(response, 404, notFoundPage());
  if (rest.length === 1) return page(response, 200, emailPage(email));
  answerPart(email, rest.slice(1), response);
}

function answerApi(
  emails: EmailStore,
  verb: string,
  path: string[],
  to: string | undefined,
  response: ServerResponse,
): void {
  const [noun, id, ...part] = path;
  if (noun === "health") return json(response, 200, { ok: true });
  if (noun !== "messages") return json(response, 404, { error: "No such address" });
  if (id === undefined && verb === "DELETE") {
    emails.clear();
    return json(response, 200, { ok: true });
  }
  if (id === undefined) return json(response, 200, { messages: emails.list(to).map(summary) });
  const email = emails.find(id);
  if (!email) return json(response, 404, { error: "No such message" });
  if (part.length > 0) return answerPart(email, part, response);
  json(response, 200, { ...summary(email), text: email.text, html: email.html });
}

function answerPart(email: StoredEmail, [part, index]: string[], response: ServerResponse): void {
  if (part === "html") return mailHtml(response, email.html ?? "");
  if (part === "text") return bytes(response, "text/plain; charset=utf-8", Buffer.from(email.text));
  if (part === "raw") return bytes(response, "text/plain; charset=utf-8", email.raw);
  const attachment = part === "attachments" ? email.attachments[Number(index)] : undefined;
  if (!attachment) return page(response, 404, notFoundPage());
  const name = encodeURIComponent(attachment.filename);
  response.setHeader("content-disposition", `attachment; filename*=UTF-8''${name}`);
  bytes(response, attachment.contentType, attachment.bytes);
}

function summary(email: StoredEmail) {
  const base = `/api/messages/${email.id}`;
  return {
    id: email.id,
    received_at: email.receivedAt.toISOString(),
    from: email.from,
    to: email.to,
    subject: email.subject,
    attachments: email.attachments.map(({ filename, contentType, bytes: content }, index) => ({
      filename,
      content_type: contentType,
      size: content.length,
      url: `${base}/attachments/${index}`,
    })),
  };
}

/** An e-mail's own HTML: no scripts, nothing fetched, links open outside the frame. */
function mailHtml(response: ServerResponse, html: string): void {
  response.setHeader(
    "content-security-policy",
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups",
  );
  bytes(response, "text/html; charset=utf-8", Buffer.from(`<base target="_blank">${html}`));
}

function page(response: ServerResponse, status: number, html: string): void {
  response.statusCode = status;
  response.setHeader("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'");
  bytes(response, "text/html; charset=utf-8", Buffer.from(html));
}

function json(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  bytes(response, "application/json", Buffer.from(JSON.stringify(body, null, 2)));
}

function bytes(response: ServerResponse, type: string, content: Buffer): void {
  response.setHeader("content-type", type);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("cache-control", "no-store");
  response.end(content);
}
