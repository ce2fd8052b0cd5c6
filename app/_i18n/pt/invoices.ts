import type { Shape } from "../en/shape";
import type { invoices as english } from "../en/invoices";

export const invoices = {
  title: "Faturas",
} satisfies Shape<typeof english>;
