import { render } from "react-email";
import type { Letter } from "./letter";

/** A letter as mail carries it, with a plain text beside the HTML. */
export type WrittenLetter = { subject: string; html: string; text: string };

export async function writeLetter({ subject, body }: Letter): Promise<WrittenLetter> {
  const [html, text] = await Promise.all([render(body), render(body, { plainText: true })]);
  return { subject, html, text };
}
