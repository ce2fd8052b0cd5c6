import { CodeBlock } from "./code-block";

/** A JSON value, indented. Text that is not JSON (a refused frame) is shown as it came. */
export function JsonView({ value, what }: { value: unknown; what: string }) {
  return <CodeBlock code={typeof value === "string" ? indented(value) : JSON.stringify(value, null, 2)} what={what} />;
}

function indented(text: string): string {
  // A frame kept because it was malformed need not parse.
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
