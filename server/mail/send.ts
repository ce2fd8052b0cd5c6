/** The only file that sends mail. */
import { createTransport, type Transporter } from "nodemailer";
import { env } from "@/server/env";
import { NO_MAIL_SERVER } from "@/server/mail/no-mail-server";

export type Mail = {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** the same for every attempt, so that a mail program can recognise a repeated e-mail */
  messageId: string;
  attachments?: readonly { fileName: string; contentType: string; bytes: Buffer }[];
};

/** Mail that did not leave. `isFinal`: trying again is no use until somebody changes something. */
export class MailFailure extends Error {
  constructor(
    message: string,
    readonly isFinal: boolean,
  ) {
    super(message);
    this.name = "MailFailure";
  }
}

let cached: { url: string; transport: Transporter } | undefined;

/**
 * Hands a mail to the configured server. @returns the message id it goes by. @throws MailFailure
 */
export async function sendMail(mail: Mail): Promise<string> {
  const { SMTP_URL: url, MAIL_FROM: from } = env();
  if (url === undefined) throw new MailFailure(NO_MAIL_SERVER, true);
  if (cached?.url !== url) cached = { url, transport: createTransport(withTimeouts(url)) };
  try {
    const { to, subject, html, text, messageId } = mail;
    const attachments = (mail.attachments ?? []).map(({ fileName, contentType, bytes }) => ({
      filename: fileName,
      contentType,
      content: bytes,
    }));
    const sent = await cached.transport.sendMail({ from, to, subject, html, text, messageId, attachments });
    return sent.messageId;
  } catch (error) {
    throw failureOf(error);
  }
}

/** `<id@domain of the sender>` */
export const messageIdOf = (id: string): string => {
  const domain = /@([^>\s]+)/.exec(env().MAIL_FROM)?.[1] ?? "localhost";
  return `<${id}@${domain}>`;
};

function withTimeouts(url: string): string {
  const withDefaults = new URL(url);
  for (const [name, ms] of [
    ["connectionTimeout", 10_000],
    ["greetingTimeout", 10_000],
    ["socketTimeout", 30_000],
  ] as const)
    if (!withDefaults.searchParams.has(name)) withDefaults.searchParams.set(name, String(ms));
  return withDefaults.toString();
}

/**
 * RFC 5321: a 5yz answer is a no for good, everything else may pass; so may 535, which refuses us
 * and no letter: a wrong SMTP_URL.
 */
function failureOf(error: unknown): MailFailure {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0;
  const isRefusedSender = error instanceof Error && "code" in error && error.code === "EAUTH";
  return new MailFailure(message, code >= 500 && code < 600 && !isRefusedSender);
}
