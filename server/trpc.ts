/**
 * The procedures of the portal: who asks, for which operator, with which right; and how a refusal
 * becomes an HTTP answer.
 */
import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { ZodError } from "zod";
import { readTenant, writeTenant } from "@/db/tenant";
import { maskSecrets } from "@/server/audit/mask-secrets";
import { type Actor, recordAudit } from "@/server/audit/record";
import type { Right } from "@/server/domain/access/may";
import { Refusal } from "@/server/domain/refusal";
import type { RefusalStatus } from "@/server/domain/refusals/refusal-fact";
import type { RefusalCode } from "@/server/domain/refusals/registry";
import { type FieldFact, fieldFact } from "@/server/input/field-facts";
import { log } from "@/server/log";
import { requireMembership, requireSignedIn } from "@/server/identity/find-membership";

/** What the edge knows of a request. `operatorSlug` stands in the address of every portal page. */
export type Context = {
  readonly actor: Actor | null;
  readonly operatorSlug: string | null;
  /** the token of the browser's own session, so that "sign out the others" knows which to keep */
  readonly browserSession: string | null;
  /** says a refusal in the language of who asks; without it they read English */
  readonly translator?: Translator;
};

/** Sentences in one language (app/_i18n). */
export type Translator = {
  readonly refusal: (code: RefusalCode, details: Refusal["details"]) => string;
  readonly field: (fact: FieldFact) => string;
  /**
   * of an answer that carries no refusal: a form that was not taken, a part that is away, a fault
   * of ours
   */
  readonly plain: (kind: "invalid" | "unavailable" | "unexpected") => string;
};

/** What a screen learns of an error beside tRPC's own code. */
export type ErrorFacts = {
  readonly refusal: {
    status: RefusalStatus;
    code: RefusalCode;
    message: string;
    details: Refusal["details"];
  } | null;
  /** zod's issues by field path, for forms */
  readonly fields: Readonly<Record<string, string>> | null;
  /** the whole answer in one sentence of the asker's language; null when there is none for it */
  readonly sentence: string | null;
};

const TRPC_CODE: Readonly<Record<RefusalStatus, TRPCError["code"]>> = {
  NOT_FOUND: "NOT_FOUND",
  FORBIDDEN: "FORBIDDEN",
  UNAUTHENTICATED: "UNAUTHORIZED",
  INVALID: "BAD_REQUEST",
  CONFLICT: "CONFLICT",
  TOO_MANY_REQUESTS: "TOO_MANY_REQUESTS",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
};

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  errorFormatter: ({ shape, error, ctx }) => ({
    ...shape,
    message:
      shape.data.code === "INTERNAL_SERVER_ERROR"
        ? "Something went wrong on our side. Nothing was changed."
        : shape.message,
    data: {
      code: shape.data.code,
      httpStatus: shape.data.httpStatus,
      path: shape.data.path,
      ...factsOf(error, ctx?.translator),
    },
  }),
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** A planned refusal as the error that tRPC answers with its HTTP code. */
export const asTrpcError = (refusal: Refusal): TRPCError =>
  new TRPCError({ code: TRPC_CODE[refusal.status], message: refusal.message, cause: refusal });

/** Turns a planned refusal into its HTTP code and logs a bug once, with its cause. */
const answerErrors = t.middleware(async ({ next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof Refusal) throw asTrpcError(cause);
  if (result.error.code === "INTERNAL_SERVER_ERROR")
    log.error({ err: cause ?? result.error, path }, "A procedure failed");
  return result;
});

const signedIn = t.middleware(({ ctx, next }) => {
  requireSignedIn(ctx.actor);
  return next({ ctx: { actor: ctx.actor } });
});

/** Anyone, signed in or not. */
export const publicProcedure = t.procedure.use(answerErrors);

/** Any signed-in person, for what belongs to no operator (their own profile, their operators). */
export const personProcedure = publicProcedure.use(signedIn);

const member = (right: Right) =>
  personProcedure.use(async ({ ctx, next }) => {
    return next({ ctx: { membership: await requireMembership(ctx.actor, ctx.operatorSlug, right) } });
  });

/** Asks inside one read-only transaction of the caller's operator; refused without the right. */
export const tenantQuery = (right: Right) =>
  member(right)
    .meta({ right })
    .use(({ ctx, next }) =>
      readTenant(ctx.membership.tenantId, async (db) => {
        const result = await next({ ctx: { db } });
        if (!result.ok) throw result.error;
        return result;
      }),
    );

/**
 * Changes inside one transaction of the caller's operator and writes the audit entry in it; a
 * refusal rolls both back.
 */
export const tenantMutation = (right: Right) =>
  member(right)
    .meta({ right })
    .use(({ ctx, next, path, getRawInput }) =>
      writeTenant(ctx.membership.tenantId, async (db) => {
        const result = await next({ ctx: { db } });
        // next() does not throw: without this line a refused mutation would commit
        if (!result.ok) throw result.error;
        const input = maskSecrets(await getRawInput());
        await recordAudit(db, ctx.actor, { action: path, data: input ?? {}, ...subjectOf(path, input, result.data) });
        return result;
      }),
    );

/**
 * For the rare mutation that must wait for the outside world between transactions (read, call,
 * write). It audits by itself.
 */
export const memberProcedure = (right: Right) => member(right).meta({ right });

/** The subject of an audit entry: an id in the input, else the id of what was made. */
function subjectOf(path: string, input: unknown, output: unknown): { subjectType?: string; subjectId?: string } {
  const id = [input, output].map(idIn).find((found) => found !== null);
  const feature = path.split(".")[0];
  return id && feature ? { subjectType: feature, subjectId: id } : {};
}

function idIn(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  const found = Object.entries(value).find(
    ([name, inner]) => (name === "id" || name.endsWith("Id")) && typeof inner === "string",
  );
  return found ? String(found[1]) : null;
}

function factsOf(error: TRPCError, translator: Translator | undefined): ErrorFacts {
  const { cause } = error;
  const refusal =
    cause instanceof Refusal
      ? { status: cause.status, code: cause.code, message: cause.message, details: cause.details }
      : null;
  const fields =
    cause instanceof ZodError
      ? Object.fromEntries(
          cause.issues.map((issue) => [issue.path.join("."), translator?.field(fieldFact(issue)) ?? issue.message]),
        )
      : null;
  return { refusal, fields, sentence: translator ? sentenceOf(error, translator) : null };
}

/** An error in one sentence of somebody's language; null when it says no more than its code. */
export function sentenceOf({ code, cause }: TRPCError, translator: Translator): string | null {
  if (cause instanceof Refusal) return translator.refusal(cause.code, cause.details);
  if (cause instanceof ZodError) return translator.plain("invalid");
  if (code === "INTERNAL_SERVER_ERROR") return translator.plain("unexpected");
  return code === "SERVICE_UNAVAILABLE" ? translator.plain("unavailable") : null;
}
