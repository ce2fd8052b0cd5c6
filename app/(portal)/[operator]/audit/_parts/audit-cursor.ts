type Cursor = { readonly at: Date; readonly id: string };

/** The last row of a page, as text for the address. */
export const writeCursor = ({ at, id }: Cursor): string => `${at.getTime()}.${id}`;

/** Tolerant of an address that was typed by hand: a cursor that cannot be read is the first page. */
export function readCursor(text: string | undefined): { after?: Cursor } {
  const [, instant, id] = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(text ?? "") ?? [];
  return instant && id ? { after: { at: new Date(Number(instant)), id } } : {};
}
