/** The tool's station in test cases for a CSMS: what it sends, and the commands that it answers. */
import { queryOf } from "@/db/handle";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import type { Version } from "@/ocpp-gateway/field/testing/field-station";
import { connect } from "@/ocpp-gateway/testing/station";
import { requestCommand } from "@/server/commands/request-command";
import type { StationCommand } from "@/server/domain/station/command";

export type CsmsStation = {
  readonly tenant: FreshTenant;
  /** The payload of the answer, or "CALLERROR <code>". */
  readonly send: (action: string, payload: object) => Promise<unknown>;
  /** Requests a command, answers each CALL that it becomes, and returns the CALLs. */
  readonly receive: (command: StationCommand, ...answers: readonly Answer[]) => Promise<readonly ReceivedCall[]>;
  /** The state and the station's own status of the last command, once it is in such a state. */
  readonly lastCommand: (state: string) => Promise<string | null>;
};

type ReceivedCall = { readonly action: unknown; readonly payload: unknown };
type Answer = object | { readonly errorCode: string };

export async function connectCsmsStation(port: number, version: Version): Promise<CsmsStation> {
  const tenant = await freshTenant();
  const { identity, id: stationId } = tenant.station;
  const station = await connect(port, { identity, password: tenant.password, subprotocols: [`ocpp${version}`] });
  // answered once the connection is recorded: from then on the station is online
  await station.request([2, "online", "Heartbeat", {}]);
  let count = 0;
  return {
    tenant,
    async send(action, payload) {
      const [type, , first] = await station.request([2, `m${++count}`, action, payload]);
      return type === 4 ? `CALLERROR ${String(first)}` : first;
    },
    async receive(command, ...answers) {
      await writeTenant(tenant.tenantId, (db) => requestCommand(db, { stationId, command, requestedBy: null }));
      const calls: ReceivedCall[] = [];
      for (const answer of answers) {
        const [, id, action, payload] = await station.next();
        station.send("errorCode" in answer ? [4, id, answer.errorCode, "", {}] : [3, id, answer]);
        calls.push({ action, payload });
      }
      return calls;
    },
    async lastCommand(state) {
      for (;;) {
        const [row] = await readTenant(
          tenant.tenantId,
          (db) => queryOf(db)<{ state: string; status: string | null }>`
          select state, coalesce(result ->> 'status', result ->> 'errorCode') as status
            from station_commands order by requested_at desc limit 1`,
        );
        if (row?.state === state) return row.status;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
}
