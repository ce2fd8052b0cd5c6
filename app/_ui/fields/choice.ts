import type { ReactNode } from "react";

/** One thing to choose: in a select, combobox, radio group, segmented control or filter. */
export type Choice<Value extends string = string> = {
  value: Value;
  label: string;
  hint?: string;
  icon?: ReactNode;
  disabled?: boolean;
};
