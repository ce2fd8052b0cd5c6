import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import qs from "qs";
import { answer, type ApiRequest, type StripeContext, type Reply } from "./answer";
import { type Call, controlOf, type StandInControl } from "./control";
import { controlAction } from "./control-routes";
import { Deliveries, PLATFORM } from "./deliver-webhooks";
import { InjectedFaults } from "./faults";
import { hostedPage } from "./hosted-page";
import { StripeRefusal } from "./base/refuse";
import { API_VERSION } from "./routes";
import { Store } from "./base/store";
import { newId } from "./base/unit";

export type StandInOptions = {
  /** Default: a free port. Always on loopback. */
  port?: number;
  /** Address that receives events; without it none is sent. */
  webhookUrl?: string;
  webhookSecret?: string;
  /** Journal of every change, loaded at the next start. */
  dataFile?: string;
  /** Waits before a failed webhook is sent again, in milliseconds. */
  webhookRetryMs?: readonly number[];
  nowMs?: () => number;
};

export type StripeStandIn = {
  /** `http://127.0.0.1:<port>`, the value for `STRIPE_API_BASE`. */
  url: string;
  port: number;
  webhookSecret: string;
  control: StandInControl;
  close: () => Promise<void>;
};

const MAX_CALLS_KEPT = 10_000;
const MAX_BYTES = 2_000_000;

/**
 * Starts a local stand-in for Stripe's HTTP API. Requests are checked against the types of the
 * installed SDK; behaviour and answers are ours (see README.md). Keeps its socket until `close`.
 */
export async function startStripeStandIn(options: StandInOptions = {}): Promise<StripeStandIn> {
  const store = new Store(options.dataFile);
  const secret = options.webhookSecret ?? `whsec_${newId("s").slice(2)}`;
  const deliveries = new Deliveries(store, options.webhookUrl, secret, options.webhookRetryMs);
  const calls: Call[] = [];
  let url = "";
  const context: StripeContext = {
    store,
    faults: new InjectedFaults(),
    deliveries,
    running: new Set(),
    baseUrl: () => url,
    nowMs: options.nowMs ?? Date.now,
  };
  const control = controlOf(context, calls);
  const server = createServer((request, response) => {
    respond(context, control, calls, request, response).catch((error: unknown) => {
      // A bug of the stand-in itself must not look like an error of Stripe.
      sendJson(response, 500, { error: { type: "api_error", message: `Stand-in bug: ${String(error)}` } });
    });
  });
  const port = await listen(server, options.port ?? 0);
  url = `http://127.0.0.1:${port}`;
  deliveries.resume();
  const close = async () => {
    deliveries.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, port, webhookSecret: secret, control, close };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

async function respond(
  context: StripeContext,
  control: StandInControl,
  calls: Call[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", context.baseUrl());
  const verb = request.method ?? "GET";
  const body = await readBody(request);
  if (url.pathname.startsWith("/_control/")) return respondControl(control, verb, url, body, response);
  if (!url.pathname.startsWith("/v1/")) return hostedPage(context, control, verb, url.pathname, response);
  const call: ApiRequest = {
    verb,
    path: url.pathname,
    form: qs.parse(verb === "POST" ? body : url.search.slice(1), FORM),
    key: /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1],
    account: header(request, "stripe-account") ?? PLATFORM,
    idempotencyKey: header(request, "idempotency-key"),
  };
  const reply = await answer(context, call);
  recordCall(calls, call, reply);
  if (reply.lost === "hang") return;
  if (reply.lost === "cut") {
    response.socket?.destroy();
    return;
  }
  response.writeHead(reply.status, headersOf(call, reply)).end(reply.body);
}

/** Depth for tax rate data in a line, width for 250 lines. */
const FORM = { depth: 12, arrayLimit: 1_000, parameterLimit: 50_000, plainObjects: false } as const;

function headersOf(call: ApiRequest, reply: Reply): Record<string, string> {
  return {
    "content-type": "application/json",
    "request-id": newId("req"),
    "stripe-version": API_VERSION,
    ...(call.idempotencyKey ? { "idempotency-key": call.idempotencyKey } : {}),
    ...(call.account === PLATFORM ? {} : { "stripe-account": call.account }),
    ...(reply.replayed ? { "idempotent-replayed": "true" } : {}),
    ...(reply.retry ? { "stripe-should-retry": "true" } : {}),
  };
}

function recordCall(calls: Call[], call: ApiRequest, reply: Reply & { operation: string }): void {
  const { verb, path, account, idempotencyKey, form } = call;
  const status = reply.lost ? 0 : reply.status;
  const isReplay = reply.replayed ?? false;
  calls.push({
    at: new Date().toISOString(),
    verb,
    path,
    operation: reply.operation,
    account,
    idempotencyKey,
    form,
    status,
    isReplay,
  });
  if (calls.length > MAX_CALLS_KEPT) calls.shift();
}

async function respondControl(
  control: StandInControl,
  verb: string,
  url: URL,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const act = controlAction(verb, url.pathname);
  if (!act) return sendJson(response, 404, { error: { message: `No such control: ${verb} ${url.pathname}` } });
  try {
    const given = body ? (JSON.parse(body) as Record<string, unknown>) : Object.fromEntries(url.searchParams);
    sendJson(response, 200, await act(control, given));
  } catch (error) {
    if (error instanceof SyntaxError) return sendJson(response, 400, { error: { message: "The body is not JSON." } });
    if (!(error instanceof StripeRefusal)) throw error;
    sendJson(response, error.status, { error: error.error });
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body, null, 2));
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error(`A request of more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
