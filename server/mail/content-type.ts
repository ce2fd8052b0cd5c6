/** What the files of a document are, in a letter and in a browser. */
export const CONTENT_TYPE = { pdf: "application/pdf", csv: "text/csv; charset=utf-8" } as const;
