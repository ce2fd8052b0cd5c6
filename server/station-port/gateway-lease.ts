import { findStationsHeldBy, gatewayTransaction, withGateway } from "@/db/gateway";
import { announceSoon, type Changes, noteChange } from "@/server/station-events/change-feed";
import { batchOf } from "@/db/batch";
import { queryIn } from "@/db/handle";
import { textArray } from "@/db/pg-array";
import { reclaimStations } from "@/server/station-port/station-connection";
import { thisGateway } from "@/server/station-events/this-gateway";
import { logFor } from "@/server/log";

const RENEW_INTERVAL_MS = 5_000;
/** A gateway that said nothing for so long holds no station any more. */
const LEASE_TTL_S = 20;

let timer: ReturnType<typeof setInterval> | null = null;
/** Until its stations are its own again, which may fail and then is tried at the next beat. */
let wasEvicted = false;

/**
 * Enters this gateway into the book, frees what it held in an earlier life and what lost gateways
 * held, and keeps saying that it lives.
 */
export async function registerLease(): Promise<void> {
  await renewLease();
  await releaseStationsOf([thisGateway()]);
  await evictExpiredGateways();
  timer ??= setInterval(() => void renewLeaseOrLog(), RENEW_INTERVAL_MS);
}

/** Says goodbye: the stations of this gateway are disconnected, its row is gone. */
export async function releaseLease(): Promise<void> {
  if (timer) clearInterval(timer);
  timer = null;
  const id = thisGateway();
  await releaseStationsOf([id]);
  await withGateway((sql) => sql`delete from gateways where id = ${id}`);
}

/**
 * @returns whether this gateway was not in the book: another one may have struck it out because the
 *   database was away for too long
 */
async function renewLease(): Promise<boolean> {
  const [row] = await withGateway(
    (sql) => sql<{ isNew: boolean }[]>`
      insert into gateways (id, process_id) values (${thisGateway()}, ${process.pid})
      on conflict (id) do update set seen_at = now(), process_id = excluded.process_id
      returning xmax = 0 as "isNew"`,
  );
  return row?.isNew ?? false;
}

/** Says that this gateway lives, and takes back what was taken from it meanwhile. Never rejects. */
export async function renewLeaseOrLog(): Promise<void> {
  try {
    if (await renewLease()) wasEvicted = true;
    if (wasEvicted) await reclaimStations();
    wasEvicted = false;
    await evictExpiredGateways();
  } catch (error) {
    // a timer has nobody to throw at; the next beat tries again
    logFor("gateway").warn({ err: error }, "Cannot renew the gateway lease");
  }
}

/** Frees the stations of gateways that died without a goodbye, and strikes those gateways out. */
async function evictExpiredGateways(): Promise<void> {
  const expired = await withGateway(
    (sql) => sql<{ id: string }[]>`
    select id from gateways where seen_at < now() - make_interval(secs => ${LEASE_TTL_S})`,
  );
  if (expired.length === 0) return;
  await releaseStationsOf(
    expired.map(({ id }) => id),
    { evict: true },
  );
}

/**
 * `evict`: the gateways too, in the same transaction, so that one that only seemed dead finds
 * itself missing at its next beat.
 */
async function releaseStationsOf(gatewayIds: readonly string[], { evict = false } = {}): Promise<void> {
  const held = await findStationsHeldBy(gatewayIds);
  if (held.length === 0 && !evict) return;
  const changes: Changes = new Map();
  await gatewayTransaction([...new Set(held.map(({ tenantId }) => tenantId))], async (sql) => {
    if (evict) {
      await sql`
        delete from gateways where id = any(${[...gatewayIds]})
        and seen_at < now() - make_interval(secs => ${LEASE_TTL_S})`;
    }
    await queryIn(sql)`
      update stations s set gateway_id = null, disconnected_at = now()
        from ${heldStations(held)}
       where s.tenant_id = held.tenant_id and s.id = held.station_id
         and s.gateway_id = any(${textArray(gatewayIds)}::text[])
         -- one that has just said that it lives is still in the book
         and (not ${evict}::boolean or not exists (select from gateways g where g.id = s.gateway_id))`;
  });
  for (const { tenantId } of held)
    for (const topic of ["stations", "overview", "*"]) noteChange(changes, tenantId, topic);
  announceSoon(changes);
}

const heldStations = batchOf({ tenantId: "uuid", stationId: "uuid" }, "held");
