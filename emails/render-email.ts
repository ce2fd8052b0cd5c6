import { render } from "react-email";
import type { Email } from "./email";

/** An e-mail as sent, with plain text beside the HTML. */
export type RenderedEmail = { subject: string; html: string; text: string };

export async function renderEmail({ subject, body }: Email): Promise<RenderedEmail> {
  const [html, text] = await Promise.all([render(body), render(body, { plainText: true })]);
  return { subject, html, text };
}
