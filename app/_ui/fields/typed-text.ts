/**
 * Reads the text fields of a submitted form: `const text = typedText(data); text("name")`. Trimmed;
 * an absent field is empty text.
 */
export const typedText =
  (data: FormData) =>
  (name: string): string => {
    const value = data.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
