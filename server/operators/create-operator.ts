import { eq } from "drizzle-orm";
import { z } from "zod";
import { withPlatform } from "@/db/platform";
import { memberships, operators } from "@/db/schema/operators";
import { writeTenant } from "@/db/tenant";
import { recordSystemAudit } from "@/server/audit/record";
import { Refusal } from "@/server/domain/refusal";
import { Currency, line, Locale, TimeZone } from "@/server/input/typed";
import { InviteMember, writeInvitation } from "./invite-member";

/** First words of the portal's own addresses. */
const RESERVED_SLUGS = new Set(["api", "invitation", "sign-in"]);

export const CreateOperator = z.object({
  name: line(120),
  /** its part of the portal's addresses: /{slug}/stations */
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Small letters, digits and hyphens, such as ribeira-charge.")
    .max(40)
    .refine((slug) => !RESERVED_SLUGS.has(slug), "This word stands for a page of the portal."),
  timeZone: TimeZone,
  currency: Currency,
  locale: Locale,
  /** e-mail address of whoever becomes its owner */
  owner: InviteMember.shape.email,
});

/**
 * Founds an operator and invites its owner, by letter and by the link that is returned. Asked again
 * while nobody has joined, it invites anew. For whoever runs the deployment: `npm run operator`.
 * @throws Refusal CONFLICT when an operator of that slug has members
 */
export async function createOperator({ owner, ...facts }: z.infer<typeof CreateOperator>): Promise<{ url: string }> {
  const tenantId = await insertOperator(facts);
  return writeTenant(tenantId, async (db) => {
    const inviter = { userId: null, name: "Corrente" };
    const { url, invitationId } = await writeInvitation(db, { email: owner, role: "owner", inviter });
    await recordSystemAudit(db, {
      action: "operators.found",
      subjectType: "invitation",
      subjectId: invitationId,
      data: { ...facts, owner },
    });
    return { url };
  });
}

function insertOperator(facts: Omit<z.infer<typeof CreateOperator>, "owner">): Promise<string> {
  return withPlatform("found an operator", async (db) => {
    await db.insert(operators).values(facts).onConflictDoNothing();
    const [operator] = await db.select().from(operators).where(eq(operators.slug, facts.slug)).for("update");
    if (!operator) throw new Error("the operator was not stored");
    const members = await db.$count(memberships, eq(memberships.tenantId, operator.id));
    if (members > 0) throw new Refusal("operator_exists", { slug: facts.slug });
    return operator.id;
  });
}
