import type { TenantRead } from "@/db/tenant";
import { queryOf } from "@/db/handle";
import { may } from "@/server/domain/access/may";
import type { Role } from "@/server/domain/access/role";

/** Everything that wants a person, most pressing first. */
export const ATTENTION_KINDS = [
  "faulted",
  "offline",
  "hold",
  "needs-price",
  "finding",
  "session-finding",
  "overdue",
  "payment",
  "email",
  "never-connected",
] as const;

export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** One kind of trouble: how often, since when, some of them by name, and which is the newest. */
export type Attention = {
  readonly kind: AttentionKind;
  readonly count: number;
  /** how many things it is about: one invoice may have two payments that differ */
  readonly subjectCount: number;
  /** ISO instant of the oldest */
  readonly since: string | null;
  readonly examples: readonly string[];
  readonly subject: { readonly type: string; readonly id: string };
};

/**
 * What a person of this role should look at, in one statement. A role sees only what it may read:
 * money troubles need "invoice:read".
 */
export async function needsAttention(db: TenantRead, role: Role): Promise<readonly Attention[]> {
  const rows = await queryOf(db)<Attention>`
    with trouble as (
      select 'faulted' as kind, t.name || ' / ' || c.evse_number as label, c.state_at as at, 'station' as type, t.id
        from connectors c join stations t on t.tenant_id = c.tenant_id and t.id = c.station_id where c.state = 'faulted'
      union all
      select 'offline', t.name, coalesce(t.disconnected_at, t.last_seen_at, t.connected_at), 'station', t.id
        from stations t
       where (t.connected_at is not null or t.last_seen_at is not null)
         and not exists (select from gateways g where g.id = t.gateway_id and g.seen_at > now() - interval '20 seconds')
      union all
      select 'never-connected', t.name, t.created_at, 'station', t.id
        from stations t where t.connected_at is null and t.last_seen_at is null
      union all
      select case s.billing_state when 'hold' then 'hold' else 'needs-price' end, '#' || s.number,
             coalesce(s.ended_at, s.started_at), 'session', s.id
        from sessions s where s.billing_state in ('hold', 'needs_price')
      union all
      select case when f.session_id is null then 'finding' else 'session-finding' end,
             coalesce('#' || x.number, t.name, f.code),
             f.created_at, case when f.session_id is null then 'station' else 'session' end,
             coalesce(f.session_id, f.station_id)
        from findings f
        left join sessions x on x.tenant_id = f.tenant_id and x.id = f.session_id
        left join stations t on t.tenant_id = f.tenant_id and t.id = f.station_id
       where f.resolved_at is null and f.severity <> 'info'
         and coalesce(x.billing_state, '') not in ('hold', 'needs_price')
         and num_nonnulls(f.session_id, f.station_id) > 0
      union all
      select 'overdue', i.number, i.due_on::timestamptz, 'invoice', i.id
        from invoices i join legal_entities e on e.tenant_id = i.tenant_id and e.id = i.legal_entity_id
       where ${may(role, "invoice:read")}::boolean and i.state = 'issued' and i.document_type = 'INVOICE'
         and i.due_on < (now() at time zone e.time_zone)::date
      union all
      select 'payment', coalesce(i.number, o.kind), o.created_at, o.subject_type, o.subject_id
        from stripe_operations o left join invoices i on i.tenant_id = o.tenant_id and i.id = o.subject_id
       where ${may(role, "invoice:read")}::boolean
         and (o.state in ('failed_final', 'unknown')
              -- refused keys and long silences are tried on and on, and nobody would hear of them
              or (o.state = 'failed_retryable' and o.first_sent_at < now() - interval '1 hour'))
      union all
      select 'payment', i.number, f.created_at, 'invoice', i.id
        from findings f join invoices i on i.tenant_id = f.tenant_id and i.id = f.invoice_id
       where ${may(role, "invoice:read")}::boolean and f.code = 'PAYMENT_DIFFERS' and f.resolved_at is null
      union all
      select 'email', e.recipient, e.created_at, coalesce(e.subject_type, 'email'), coalesce(e.subject_id, e.id)
        from email_deliveries e where ${may(role, "invoice:read")}::boolean and e.state = 'failed'
    )
    select kind, count(*)::int as count, count(distinct label)::int as "subjectCount",
           to_char(min(at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
           (array_agg(distinct label order by label))[1:3] as examples,
           (array_agg(jsonb_build_object('type', type, 'id', id) order by at desc))[1] as subject
      from trouble group by kind`;
  return rows.toSorted((a, b) => ATTENTION_KINDS.indexOf(a.kind) - ATTENTION_KINDS.indexOf(b.kind));
}
