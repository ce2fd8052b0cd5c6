import { notFound } from "next/navigation";

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The id in an address; anything else is a page that does not exist. */
export function idInAddress(text: string): string {
  if (!UUID.test(text)) notFound();
  return text;
}
