import { z } from "zod";
import { eq } from "drizzle-orm";
import { sites } from "@/db/schema/sites";
import { stations } from "@/db/schema/stations";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { connectAddress } from "./address";
import { newCredential } from "./credential";
import { addEvses, EvseFacts } from "./evse-facts";

/**
 * OCPP 2.0.1 identifierString (part 2 §3.1.1) without the colon, which HTTP Basic cannot carry in a
 * user name (RFC 7617 §2), and beginning with a letter or digit, so that no address path treats it
 * as its own.
 */
export const Identity = z
  .string()
  .trim()
  .min(1, "Please fill this in.")
  .max(48, "At most 48 characters.")
  .regex(/^[A-Za-z0-9]/, "Begin with a letter or a digit.")
  .regex(/^[A-Za-z0-9*\-_=+|@.]*$/, "Letters, digits and * - _ = + | @ . only; no spaces.");

export const RegisterStation = z.object({
  siteId: z.uuid("Choose a site."),
  name: z.string().trim().min(1, "Please fill this in.").max(120),
  identity: Identity,
  evses: z.array(EvseFacts).min(1, "A station has at least one EVSE.").max(32, "At most 32 EVSEs."),
});

export type RegisteredStation = {
  readonly stationId: string;
  readonly identity: string;
  /** shown once; only its hash is kept */
  readonly password: string;
  readonly address: string;
};

/**
 * Adds a station and makes its password.
 * @throws Refusal CONFLICT (details.field "identity") when any station of the deployment, of
 *   whatever operator, has this identity.
 * @throws Refusal NOT_FOUND when the site is not this operator's.
 */
export async function registerStation(
  db: TenantWrite,
  input: z.infer<typeof RegisterStation>,
): Promise<RegisteredStation> {
  const { siteId, name, identity } = input;
  const [site] = await db.select({ id: sites.id }).from(sites).where(eq(sites.id, siteId));
  if (!site) throw new Refusal("site_not_found", { field: "siteId" });
  const { password, hash } = await newCredential();
  const [inserted] = await db
    .insert(stations)
    .values({ siteId, name, identity, credentialHash: hash })
    .onConflictDoNothing()
    .returning({ stationId: stations.id });
  if (!inserted) {
    // The same sentence whoever has it: identities of other operators are not disclosed.
    throw new Refusal("identity_taken", {
      field: "identity",
      identity,
    });
  }
  await addEvses(db, inserted.stationId, input.evses);
  await announce(db, ["stations", "overview", `station:${inserted.stationId}`]);
  return { ...inserted, identity, password, address: connectAddress(identity) };
}
