import { z } from "zod";
import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { containsPattern } from "@/server/listing/like";

export const FindTokens = z.object({ query: z.string().trim().max(100).default("") });

export type StartToken = {
  readonly tokenId: string;
  readonly uid: string;
  readonly label: string | null;
  readonly holder: string;
};

/**
 * Active tokens with which a session may be started from here: no more of their holder than a name.
 */
export const findTokens = (db: TenantRead, { query }: z.infer<typeof FindTokens>): Promise<readonly StartToken[]> => {
  const part = containsPattern(query);
  return queryOf(db)<StartToken>`
    select k.id as "tokenId", k.uid, k.label, coalesce(d.name, m.name) as holder
      from tokens k
      left join drivers d on d.tenant_id = k.tenant_id and d.id = k.driver_id
      left join emsps m on m.tenant_id = k.tenant_id and m.id = k.emsp_id
     where k.state = 'active' and (k.valid_until is null or k.valid_until > now())
       and coalesce(d.is_active, m.is_active)
       and (k.uid ilike ${part}::text or k.label ilike ${part}::text or d.name ilike ${part}::text
       or m.name ilike ${part}::text)
     order by coalesce(d.name, m.name), k.uid limit 20`;
};
