import { notFound } from "next/navigation";
import { UUID } from "./query";

/** The id in an address; anything else is a page that does not exist. */
export function idInAddress(text: string): string {
  if (!UUID.test(text)) notFound();
  return text;
}
