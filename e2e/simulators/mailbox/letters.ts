import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type AddressObject, simpleParser } from "mailparser";

export type Enclosure = { filename: string; contentType: string; bytes: Buffer };

/** One mail as it was received. */
export type Letter = {
  id: string;
  receivedAt: Date;
  from: string;
  /** From the envelope: who it was really delivered to. */
  to: string[];
  subject: string;
  text: string;
  html: string | null;
  attachments: Enclosure[];
  raw: Buffer;
};

const MOST_LETTERS = 2_000;

/** Mails in memory, newest last, and with a folder also as files: `<received>-<id>.eml` beside its `.json` envelope. */
export class Letters {
  #letters: Letter[] = [];

  constructor(readonly dir: string | undefined) {
    if (dir) mkdirSync(dir, { recursive: true });
  }

  list(to?: string): Letter[] {
    const wanted = to?.toLowerCase();
    return this.#letters
      .filter((letter) => wanted === undefined || letter.to.some((address) => address.toLowerCase() === wanted))
      .reverse();
  }

  find(id: string): Letter | undefined {
    return this.#letters.find((letter) => letter.id === id);
  }

  async keep(raw: Buffer, to: string[]): Promise<Letter> {
    const letter = await read(raw, { id: randomUUID(), receivedAt: new Date().toISOString(), to });
    this.#write(letter);
    this.#letters.push(letter);
    for (const old of this.#letters.splice(0, Math.max(0, this.#letters.length - MOST_LETTERS))) this.#unlink(old);
    return letter;
  }

  clear(): void {
    for (const letter of this.#letters.splice(0)) this.#unlink(letter);
  }

  async readBack(): Promise<void> {
    if (!this.dir || !existsSync(this.dir)) return;
    const names = readdirSync(this.dir).filter((name) => name.endsWith(".json"));
    for (const name of names.sort()) {
      const envelope = JSON.parse(readFileSync(path.join(this.dir, name), "utf8")) as Envelope;
      this.#letters.push(await read(readFileSync(path.join(this.dir, name.replace(/json$/, "eml"))), envelope));
    }
  }

  /** The mail first, then its envelope by rename: a kill in between leaves no half letter. */
  #write(letter: Letter): void {
    if (!this.dir) return;
    const file = this.#file(letter);
    const envelope: Envelope = { id: letter.id, receivedAt: letter.receivedAt.toISOString(), to: letter.to };
    writeFileSync(`${file}.eml`, letter.raw);
    writeFileSync(`${file}.tmp`, JSON.stringify(envelope));
    renameSync(`${file}.tmp`, `${file}.json`);
  }

  #unlink(letter: Letter): void {
    if (!this.dir) return;
    for (const ending of ["json", "eml"]) rmSync(`${this.#file(letter)}.${ending}`, { force: true });
  }

  #file(letter: Letter): string {
    return path.join(this.dir ?? "", `${letter.receivedAt.toISOString().replace(/[:.]/g, "-")}-${letter.id}`);
  }
}

type Envelope = { id: string; receivedAt: string; to: string[] };

async function read(raw: Buffer, envelope: Envelope): Promise<Letter> {
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
