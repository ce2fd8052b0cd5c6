import { createServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { SMTPServer } from "smtp-server";
import { answerInbox } from "./inbox-routes";
import { EmailStore, type StoredEmail } from "./email-store";

export type MailboxOptions = {
  /** Default: a free port. Both listen on loopback only. */
  smtpPort?: number;
  httpPort?: number;
  /** Folder that keeps every e-mail as a file, loaded at the next start. */
  dir?: string;
};

export type Mailbox = {
  /** `smtp://127.0.0.1:<port>`, the value for `SMTP_URL`. */
  smtpUrl: string;
  smtpPort: number;
  /** `http://127.0.0.1:<port>`, the inbox for a browser. */
  url: string;
  httpPort: number;
  /** E-mails, newest first; with `to`, only those sent to that address. */
  messages: (to?: string) => StoredEmail[];
  clear: () => void;
  close: () => Promise<void>;
};

const MAX_BYTES = 25_000_000;

/**
 * Starts a real SMTP server that delivers nothing and keeps everything, and an inbox to read it.
 */
export async function startMailbox(options: MailboxOptions = {}): Promise<Mailbox> {
  const emails = new EmailStore(options.dir);
  await emails.load();
  const smtp = smtpServer(emails);
  const inbox = createServer((request, response) => answerInbox(emails, request, response));
  const smtpPort = await listen(smtp.server, (port, host) => smtp.listen(port, host), options.smtpPort);
  const httpPort = await listen(inbox, (port, host) => inbox.listen(port, host), options.httpPort);
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    smtpPort,
    url: `http://127.0.0.1:${httpPort}`,
    httpPort,
    messages: (to) => emails.list(to),
    clear: () => emails.clear(),
    close: async () => {
      inbox.closeAllConnections();
      await new Promise((resolve) => inbox.close(resolve));
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
    },
  };
}

function smtpServer(emails: EmailStore): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    size: MAX_BYTES,
    onAuth: (_auth, _session, done) => done(null, { user: "anyone" }),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error("Mail too large"), { responseCode: 552 }));
        const raw = Buffer.concat(chunks);
        const recipients = session.envelope.rcptTo.map((one) => one.address);
        // The sender gets its acceptance only once the e-mail is stored.
        emails.keep(raw, recipients).then(() => done(), done);
      });
    },
  });
  server.on("error", () => {}); // a client may disconnect at any time
  return server;
}

function listen(server: Server, start: (port: number, host: string) => unknown, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("listening", () => resolve((server.address() as AddressInfo).port));
    start(port, "127.0.0.1");
  });
}
