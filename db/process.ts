/**
 * What a process says of itself: which role it acts as, at its start, and that it is done, at its
 * end.
 */
export { actAs, closePools } from "./client";
