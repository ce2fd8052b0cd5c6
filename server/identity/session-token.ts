import { createHash } from "node:crypto";

/**
 * What the database keeps of a browser session's token: whoever reads a backup signs in as nobody.
 */
export const hashSessionToken = (token: string): string => createHash("sha256").update(token).digest("base64url");
