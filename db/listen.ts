import { type ProcessRole, poolOf } from "./client";

/**
 * Listens for Postgres notifications on a connection of its own, reconnecting by itself.
 * @param onListen called at the first connect and after every reconnect: what was said meanwhile
 *   was missed, so look again.
 */
export async function listen(
  role: ProcessRole,
  channel: string,
  onNotify: (payload: string) => void,
  onListen: () => void = () => {},
): Promise<() => Promise<void>> {
  const listening = await poolOf(role).listen(channel, onNotify, onListen);
  return () => listening.unlisten();
}
