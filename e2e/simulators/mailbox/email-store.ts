import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type AddressObject, simpleParser } from "mailparser";

export type Attachment = { filename: string; contentType: string; bytes: Buffer };

/** One e-mail as it was received. */
export type StoredEmail = {
  id: string;
  receivedAt: Date;
  from: string;
  /** Recipients of the envelope, blind copies included. */
  to: string[];
  subject: string;
  text: string;
  html: string | null;
  attachments: Attachment[];
  raw: Buffer;
};

const MAX_EMAILS = 2_000;

/**
 * E-mails in memory, newest last. With a folder also as files: `<received>-<id>.eml` beside its
 * `.json` envelope.
 */
export class EmailStore {
  #emails: StoredEmail[] = [];

  constructor(readonly dir: string | undefined) {
    if (dir) mkdirSync(dir, { recursive: true });
  }

  list(to?: string): StoredEmail[] {
    const wanted = to?.toLowerCase();
    return this.#emails
      .filter((email) => wanted === undefined || email.to.some((address) => address.toLowerCase() === wanted))
      .reverse();
  }

  find(id: string): StoredEmail | undefined {
    return this.#emails.find((email) => email.id === id);
  }

  async keep(raw: Buffer, to: string[]): Promise<StoredEmail> {
    const email = await read(raw, { id: randomUUID(), receivedAt: new Date().toISOString(), to });
    this.#write(email);
    this.#emails.push(email);
    for (const old of this.#emails.splice(0, Math.max(0, this.#emails.length - MAX_EMAILS))) this.#unlink(old);
    return email;
  }

  clear(): void {
    for (const email of this.#emails.splice(0)) this.#unlink(email);
  }

  async load(): Promise<void> {
    if (!this.dir || !existsSync(this.dir)) return;
    const names = readdirSync(this.dir).filter((name) => name.endsWith(".json"));
    for (const name of names.sort()) {
      const envelope = JSON.parse(readFileSync(path.join(this.dir, name), "utf8")) as Envelope;
      this.#emails.push(await read(readFileSync(path.join(this.dir, name.replace(/json$/, "eml"))), envelope));
    }
  }

  /**
   * Writes the e-mail first, then its envelope by rename: a kill in between leaves no partial
   * e-mail.
   */
  #write(email: StoredEmail): void {
    if (!this.dir) return;
    const file = this.#file(email);
    const envelope: Envelope = { id: email.id, receivedAt: email.receivedAt.toISOString(), to: email.to };
    writeFileSync(`${file}.eml`, email.raw);
    writeFileSync(`${file}.tmp`, JSON.stringify(envelope));
    renameSync(`${file}.tmp`, `${file}.json`);
  }

  #unlink(email: StoredEmail): void {
    if (!this.dir) return;
    for (const extension of ["json", "eml"]) rmSync(`${this.#file(email)}.${extension}`, { force: true });
  }

  #file(email: StoredEmail): string {
    return path.join(this.dir ?? "", `${email.receivedAt.toISOString().replace(/[:.]/g, "-")}-${email.id}`);
  }
}

type Envelope = { id: string; receivedAt: string; to: string[] };

async function read(raw: Buffer, envelope: Envelope): Promise<StoredEmail> {
  const mail = await simpleParser(raw);
  return {
    id: envelope.id,
    receivedAt: new Date(envelope.receivedAt),
    from: textOf(mail.from),
    to: envelope.to,
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html || null,
    attachments: mail.attachments.map((one, index) => ({
      filename: one.filename ?? `attachment-${index + 1}`,
      contentType: one.contentType,
      bytes: one.content,
    })),
    raw,
  };
}

const textOf = (address: AddressObject | undefined) => address?.text ?? "";
