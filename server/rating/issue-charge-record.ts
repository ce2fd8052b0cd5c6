import { randomUUID } from "node:crypto";
import type { TenantHandle } from "@/db/handle";
import { rowsOf } from "@/db/batch";
import { batchedQuery, type Numbered } from "@/db/batched-query";
import { iso } from "@/server/station-events/event-context";
import type { SessionFacts } from "@/server/rating/load-session-evidence";
import type { RatedSession } from "@/server/rating/rate-session";
import { contentHashOf } from "@/server/content-hash";
import type { RatingResult } from "@/server/domain/tariff/rating";
import { ratingToJson } from "@/server/domain/tariff/rating-json";

/**
 * Writes the immutable charge record of a session with its lines (billing §4.1): the rating,
 * rounded once, and a picture of everything it names as it was. The hash is over the whole content
 * in canonical JSON. A second record of a session is refused by the database.
 */
export async function issueChargeRecord(
  handle: TenantHandle,
  facts: SessionFacts & { readonly tariffVersionId: string },
  { rating, startMs, endMs }: RatedSession,
  issuedAtMs: number,
): Promise<string> {
  const ratingJson = ratingToJson(rating);
  const snapshot = await takeSnapshot(handle, facts.id);
  const content = {
    kind: "NORMAL",
    sessionId: facts.id,
    startMs: String(startMs),
    endMs: String(endMs),
    rating: ratingJson,
    snapshot,
  };
  const row = {
    id: randomUUID(),
    sessionId: facts.id,
    legalEntityId: facts.legalEntityId,
    billingAccountId: facts.billingAccountId,
    tariffVersionId: facts.tariffVersionId,
    startedAt: iso(Number(startMs)),
    endedAt: iso(Number(endMs)),
    country: facts.country,
    timeZone: facts.timeZone,
    // as texts, which Postgres need not look into twice
    rating: JSON.stringify(ratingJson),
    snapshot: JSON.stringify(snapshot),
    hash: contentHashOf(content),
    issuedAt: iso(issuedAtMs),
    ...amountsOf(rating),
  };
  await handle.queryBatched(insertRecords, row);
  return row.id;
}

/** Exact numbers, as text. */
const amountsOf = ({ currency, anchor, totals, components }: RatingResult) => ({
  currency,
  anchor,
  net: String(totals.netMinor),
  tax: String(totals.taxMinor),
  gross: String(totals.grossMinor),
  energy: String(totals.energyMilliWh),
  lines: components.map((component, index) => ({
    line: index + 1,
    kind: component.kind,
    vat: component.vatPercent,
    net: String(component.netMinor),
    tax: String(component.taxMinor),
    gross: String(component.grossMinor),
  })),
});

const LINE = { line: "int", kind: "text", vat: "text", net: "bigint", tax: "bigint", gross: "bigint" } as const;

const RECORD = {
  id: "uuid",
  sessionId: "uuid",
  legalEntityId: "uuid",
  billingAccountId: "uuid?",
  tariffVersionId: "uuid",
  currency: "text",
  anchor: "text",
  net: "bigint",
  tax: "bigint",
  gross: "bigint",
  energy: "bigint",
  startedAt: "timestamptz",
  endedAt: "timestamptz",
  country: "text",
  timeZone: "text",
  rating: "text",
  snapshot: "text",
  hash: "text",
  issuedAt: "timestamptz",
  lines: { listOf: LINE },
} as const;

const insertRecords = batchedQuery(
  RECORD,
  (query, input) => query<Numbered>`
  with input as materialized (
    select * from ${input}
  ), records as (
    insert into charge_records
      (tenant_id, id, kind, session_id, legal_entity_id, billing_account_id, tariff_version_id, currency, anchor,
       net_minor, tax_minor,
       gross_minor, energy_milli_wh, started_at, ended_at, site_country, time_zone, rating, snapshot, content_hash,
       issued_at)
    select "tenantId", id, 'NORMAL', "sessionId", "legalEntityId", "billingAccountId", "tariffVersionId", currency,
           anchor, net, tax,
           gross, energy, "startedAt", "endedAt", country, "timeZone", rating::jsonb, snapshot::jsonb, hash, "issuedAt"
      from input
  )
  insert into charge_lines (tenant_id, charge_record_id, line_number, kind, vat_percent, net_minor, tax_minor,
    gross_minor)
  select input."tenantId", input.id, line.line, line.kind, line.vat, line.net, line.tax, line.gross
    from input
   cross join ${rowsOf(LINE, "input.lines", "line")}`,
);

/**
 * Where, by whom and at what price, as they were: later changes of names and addresses must not
 * reach an old bill. One small look-up for each part: as one join of eleven tables Postgres spends
 * more time on the plan than on the rows.
 */
async function takeSnapshot({ queryBatched }: TenantHandle, sessionId: string): Promise<unknown> {
  const [row] = await queryBatched(snapshots, { sessionId });
  if (!row) throw new Error("a charge record needs its station, site and tariff");
  return row.snapshot;
}

const snapshots = batchedQuery(
  { sessionId: "uuid" },
  (query, input) => query<Numbered<{ snapshot: unknown }>>`
    select input.n, jsonb_build_object(
             'session', jsonb_build_object('number', s.number, 'transactionId', s.transaction_id, 'startedAt',
             s.started_at, 'endedAt', s.ended_at,
               'stopReason', s.stop_reason, 'meterStartMilliWh', s.meter_start_milli_wh::text, 'meterStopMilliWh',
               s.meter_stop_milli_wh::text),
             'station', (select jsonb_build_object('id', st.id, 'identity', st.identity, 'name', st.name, 'vendor',
             st.vendor, 'model', st.model,
                 'serialNumber', st.serial_number, 'meterSerialNumber', st.meter_serial_number, 'ocppVersion',
                 st.ocpp_version)
               from stations st where st.tenant_id = s.tenant_id and st.id = s.station_id),
             'evse', (select jsonb_build_object('number', s.evse_number, 'connector', s.connector_number,
             'currentKind', e.current_kind, 'maxPowerW', e.max_power_w)
               from (select 1) one left join evses e on e.tenant_id = s.tenant_id and e.station_id = s.station_id
                 and e.evse_number = s.evse_number),
             'site', (select jsonb_build_object('id', place.id, 'name', place.name, 'street', place.street,
             'postalCode', place.postal_code,
                 'city', place.city, 'country', place.country, 'timeZone', place.time_zone)
               from sites place where place.tenant_id = s.tenant_id and place.id = s.site_id),
             'seller', (select jsonb_build_object('id', le.id, 'name', le.name, 'country', le.country, 'vatId',
             le.vat_id)
               from sites place join legal_entities le on le.tenant_id = place.tenant_id
                 and le.id = place.legal_entity_id
              where place.tenant_id = s.tenant_id and place.id = s.site_id),
             'token', case when s.token_uid is null then null
             else (select jsonb_build_object('uid', s.token_uid, 'id', t.id, 'label', t.label,
                 'contractId', t.contract_id, 'driver', d.name, 'emsp', em.country_code || '-' || em.party_id)
               from (select 1) one
               left join tokens t on t.tenant_id = s.tenant_id and t.id = s.token_id
               left join drivers d on d.tenant_id = t.tenant_id and d.id = t.driver_id
               left join emsps em on em.tenant_id = t.tenant_id and em.id = t.emsp_id) end,
             'account', (select jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name, 'country', a.country)
               from billing_accounts a where a.tenant_id = s.tenant_id and a.id = s.billing_account_id),
             'tariff', (select jsonb_build_object('versionId', v.id, 'tariffId', tf.id, 'name', tf.name, 'version',
             v.version,
                 'contentHash', v.content_hash, 'content', v.content, 'basis', s.tariff_basis)
               from tariff_versions v join tariffs tf on tf.tenant_id = v.tenant_id and tf.id = v.tariff_id
              where v.tenant_id = s.tenant_id and v.id = s.tariff_version_id)) as snapshot
      from ${input}
      join sessions s on s.tenant_id = input."tenantId" and s.id = input."sessionId"`,
);
