import { decodeParams } from "./decode-params";
import { type Deliveries, PLATFORM } from "./deliver-webhooks";
import type { InjectedFault, InjectedFaults } from "./faults";
import { fingerprintOf, keyInUse, refuseOtherParams, type StoredReply } from "./base/idempotency";
import { present } from "./present";
import { notSupported, StripeRefusal } from "./base/refuse";
import { API_VERSION, routeOf, type Route } from "./routes";
import type { Store } from "./base/store";
import { newId, Unit } from "./base/unit";
import type { JsonObject, StoredEvent } from "./base/wire";

/** A request as received, its form decoded. */
export type ApiRequest = {
  verb: string;
  path: string;
  form: unknown;
  key: string | undefined;
  account: string;
  idempotencyKey: string | undefined;
};

export type Reply = { status: number; body: string; replayed?: boolean; lost?: "hang" | "cut"; retry?: boolean };

/** Everything that an answer depends on. */
export type StripeContext = {
  store: Store;
  faults: InjectedFaults;
  deliveries: Deliveries;
  running: Set<string>;
  baseUrl: () => string;
  nowMs: () => number;
};

/** Answers one API call: key, route, faults, idempotency, parameters, then the operation. */
export async function answer(context: StripeContext, call: ApiRequest): Promise<Reply & { operation: string }> {
  const route = routeOf(call.verb, call.path);
  const operation = route?.operation ?? "unknown";
  try {
    refuseKey(call.key);
    if (!route) throw unknownUrl(call);
    return { operation, ...(await answerRoute(context, call, route)) };
  } catch (error) {
    return { operation, ...replyOf(error) };
  }
}

async function answerRoute(context: StripeContext, call: ApiRequest, route: Route): Promise<Reply> {
  const fault = context.faults.take(route.operation);
  if (fault?.kind === "timeout-before") return { status: 0, body: "", lost: "hang" };
  if (fault?.kind === "drop-before") return { status: 0, body: "", lost: "cut" };
  if (fault?.kind === "rate-limit") throw RATE_LIMIT;
  // Only v1 POST calls are stored under their key, as at Stripe.
  const key = call.verb === "POST" ? call.idempotencyKey : undefined;
  const fingerprint = fingerprintOf(call.verb, call.path, call.form);
  const running = `${call.account}/${key}`;
  if (key !== undefined) {
    if (context.running.has(running)) throw keyInUse(key);
    const stored = context.store.reply(call.account, key);
    if (stored) {
      refuseOtherParams(stored, fingerprint);
      return withLostReply({ status: stored.status, body: stored.body, replayed: true }, fault);
    }
    context.running.add(running);
  }
  try {
    if (fault?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.delayMs ?? 1000));
    return withLostReply(
      execute(context, call, route, key === undefined ? undefined : { key, fingerprint }, fault),
      fault,
    );
  } finally {
    context.running.delete(running);
  }
}

function withLostReply(reply: Reply, fault: InjectedFault | undefined): Reply {
  if (fault?.kind === "timeout-after") return { ...reply, lost: "hang" };
  return fault?.kind === "drop-after" ? { ...reply, lost: "cut" } : reply;
}

/**
 * Decodes, executes, writes. A parameter that Stripe's types refuse is not stored under the key;
 * whatever happens after is. A declined card keeps its changes (402); every other refusal keeps
 * none.
 */
function execute(
  context: StripeContext,
  call: ApiRequest,
  route: Route,
  idempotency: Pick<StoredReply, "key" | "fingerprint"> | undefined,
  fault: InjectedFault | undefined,
): Reply {
  const params = decodeParams(route.params, call.form);
  refuseUnsupported(route, params);
  const unit = new Unit(context.store, call.account, context.nowMs());
  let reply: Reply;
  let isCommitted = true;
  try {
    if (fault?.kind === "server-error") throw SERVER_ERROR;
    const result = route.endpoint.handle(unit, params as never, route.id);
    reply = { status: 200, body: json(present(unit, result, expandOf(params), context.baseUrl())) };
    if (fault?.kind === "server-error-after") reply = replyOf(SERVER_ERROR);
  } catch (error) {
    reply = replyOf(error);
    isCommitted = reply.status === 402;
  }
  const events = isCommitted ? eventsOf(context, unit, call) : [];
  const change = isCommitted ? unit.change() : { account: call.account, puts: [], removes: [] };
  for (const event of events) change.puts.push({ table: "events", object: event });
  const stored = idempotency ? { reply: { ...idempotency, status: reply.status, body: reply.body } } : {};
  if (change.puts.length || change.removes.length || idempotency) context.store.write({ ...change, ...stored });
  for (const event of events) context.deliveries.enqueue(event);
  return reply;
}

/** The events of a call, each with a snapshot of its object at that moment. */
export function eventsOf(
  context: StripeContext,
  unit: Unit,
  call: { account: string; idempotencyKey: string | undefined },
): StoredEvent[] {
  return unit.emitted.map(({ type, snapshot }) => ({
    id: newId("evt"),
    object: "event",
    ...(call.account === PLATFORM ? {} : { account: call.account }),
    api_version: API_VERSION,
    created: unit.now,
    data: { object: present(unit, snapshot, [], context.baseUrl()) },
    livemode: false,
    pending_webhooks: context.deliveries.hasListener ? 1 : 0,
    request: { id: null, idempotency_key: call.idempotencyKey ?? null },
    type,
  }));
}

function refuseUnsupported(route: Route, params: JsonObject): void {
  const unsupported = Object.keys(params).find((key) => !route.endpoint.supportedParams.includes(key));
  if (unsupported) throw notSupported(`the parameter ${unsupported} of ${route.operation}`);
}

function expandOf(params: JsonObject): string[] {
  const expand = params["expand"];
  return Array.isArray(expand) ? expand.map(String) : [];
}

function replyOf(error: unknown): Reply {
  if (!(error instanceof StripeRefusal)) throw error;
  return { status: error.status, body: json({ error: error.error }), ...(error.status === 409 ? { retry: true } : {}) };
}

/** Every test key is accepted; a live key is refused. */
function refuseKey(key: string | undefined): void {
  if (key !== undefined && /^(sk|rk)_test_[\w-]+$/.test(key)) return;
  const message =
    key === undefined
      ? "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth."
      : `Invalid API Key provided: ${key.slice(0, 8)}${"*".repeat(Math.max(0, Math.min(20, key.length - 8)))}`;
  throw new StripeRefusal(401, { type: "invalid_request_error", message });
}

function unknownUrl({ verb, path }: ApiRequest): StripeRefusal {
  const message = `Unrecognized request URL (${verb}: ${path}). The stand-in plays only part of Stripe's API.`;
  return new StripeRefusal(404, { type: "invalid_request_error", message });
}

const RATE_LIMIT = new StripeRefusal(429, {
  type: "invalid_request_error",
  code: "rate_limit",
  message: "Request rate limit exceeded.",
});
const SERVER_ERROR = new StripeRefusal(500, {
  type: "api_error",
  message: "An unknown error occurred (made on purpose).",
});

const json = (body: object) => JSON.stringify(body, null, 2);
