/**
 * How a refusal answers: the edges turn it into HTTP (server/trpc.ts) and OCPP-J
 * (ocpp-gateway/rpc/call-error.ts).
 */
export type RefusalStatus =
  | "NOT_FOUND"
  | "FORBIDDEN"
  | "UNAUTHENTICATED"
  | "INVALID"
  | "CONFLICT"
  | "TOO_MANY_REQUESTS"
  | "UNAVAILABLE";

/**
 * Who can resolve it: the requester, a colleague with another right, who runs the deployment, or
 * time alone.
 */
export type RefusalResolver = "requester" | "colleague" | "deployment" | "wait";

/**
 * One entry of the registry. `sentence` is English, with details in braces; `action` says what to
 * do about it.
 */
export type RefusalFact<Sentence extends string = string> = {
  readonly status: RefusalStatus;
  readonly sentence: Sentence;
  readonly resolvedBy: RefusalResolver;
  readonly action: string;
};

export const refusal = <const Sentence extends string>(
  status: RefusalStatus,
  sentence: Sentence,
  resolvedBy: RefusalResolver,
  action: string,
): RefusalFact<Sentence> => ({ status, sentence, resolvedBy, action });
