import type { ReactElement } from "react";

/** A letter ready to be rendered: its subject line and its body. */
export type Email = { subject: string; body: ReactElement };
