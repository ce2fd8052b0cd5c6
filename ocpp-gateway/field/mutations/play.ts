import type { FreshStation, FreshTenant } from "@/db/testing/fresh-tenant";
import { type JsonObject, type Message, SESSION_NUMBER } from "@/ocpp-gateway/field/mutations/valid-sequences";
import type { Version } from "@/ocpp-gateway/field/testing/field-station";
import { connect } from "@/ocpp-gateway/testing/station";

/** What a station that sends a sequence needs. */
export type Stage = {
  readonly port: number;
  readonly tenant: FreshTenant;
  readonly station: FreshStation;
  readonly version: Version;
};

/**
 * Sends the messages one after the other; a message that is refused is sent again, twice, as the
 * specification asks. Returns the messages that got no answer at all.
 */
export async function play({ port, tenant, station, version }: Stage, messages: readonly Message[]): Promise<string[]> {
  const { identity } = station;
  const subprotocols = [`ocpp${version}`];
  const connection = await connect(port, { identity, password: tenant.password, subprotocols });
  let number = 0;
  let sent = 0;
  const unanswered: string[] = [];
  for (const { action, payload } of messages) {
    const text = withNumber(payload, number);
    for (let attempt = 0; attempt < 3; attempt++) {
      const reply = await Promise.race([
        connection.request([2, `m${++sent}`, action, text]),
        closing(connection.closed),
      ]);
      if (!reply) {
        unanswered.push(action);
        return unanswered;
      }
      const [type, , answer] = reply;
      if (type === 3 && action === "StartTransaction") number = Number((answer as JsonObject)["transactionId"]);
      if (type === 3) break;
    }
  }
  connection.socket.close();
  await connection.closed;
  return unanswered;
}

const closing = (closed: Promise<unknown>): Promise<null> => closed.then(() => null);

/** With the number that the start was answered with in its place, as number or as text. */
function withNumber(value: JsonObject, number: number): unknown {
  const text = JSON.stringify(value);
  return JSON.parse(text.replaceAll(String(SESSION_NUMBER), String(number))) as unknown;
}
