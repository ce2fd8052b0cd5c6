import type { ReactElement } from "react";

/** An e-mail ready to be rendered: its subject line and its body. */
export type Email = { subject: string; body: ReactElement };
