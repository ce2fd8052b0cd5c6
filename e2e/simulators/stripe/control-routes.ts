import type { StandInControl } from "./control";
import { FAULT_KINDS, type InjectedFault } from "./faults";
import { invalid } from "./base/refuse";
import { API_VERSION, STRIPE_VERSION } from "./routes";

type Body = Record<string, unknown>;
type ControlAction = (control: StandInControl, body: Body) => unknown;

/** `POST /_control/<name>` with a JSON body; `GET` for those that only read. */
const CONTROL_ACTIONS: Record<string, ControlAction> = {
  "GET health": () => ({ ok: true, stripe: STRIPE_VERSION, api_version: API_VERSION }),
  "GET calls": (control, { operation }) => ({ calls: control.calls(optional(operation)) }),
  "POST pay": (control, body) =>
    control.payInvoice(text(body, "invoice"), {
      ...accountOf(body),
      ...(typeof body["payment_method"] === "string" ? { paymentMethod: body["payment_method"] } : {}),
    }),
  "POST settle": (control, body) => {
    const outcome = body["outcome"] === "failed" ? "failed" : "succeeded";
    return control.completePayment(text(body, "payment_intent"), outcome, accountOf(body));
  },
  "POST fail": (control, body) => {
    control.fail(faultOf(body));
    return { ok: true };
  },
  "POST clear_faults": (control) => {
    control.clearFaults();
    return { ok: true };
  },
  "POST webhooks": (control, body) => {
    const counts = ["drop", "duplicate", "reorder"].flatMap((key) =>
      body[key] === undefined ? [] : [[key, count(body, key)]],
    );
    const texts = ["url", "secret"].flatMap((key) => (body[key] === undefined ? [] : [[key, text(body, key)]]));
    control.webhooks(Object.fromEntries([...counts, ...texts]));
    return { ok: true };
  },
  "POST redeliver": (control, body) => {
    control.redeliver(text(body, "event"), accountOf(body));
    return { ok: true };
  },
  "POST idle": async (control) => {
    await control.webhooksIdle();
    return { ok: true };
  },
  "POST reset": (control) => {
    control.reset();
    return { ok: true };
  },
};

/** The action at `/_control/<name>`, or undefined when there is none of that name. */
export function controlAction(verb: string, path: string): ControlAction | undefined {
  return CONTROL_ACTIONS[`${verb} ${path.replace("/_control/", "")}`];
}

function faultOf(body: Body): InjectedFault {
  const kind = FAULT_KINDS.find((one) => one === body["kind"]);
  if (!kind) throw invalid(`kind must be one of ${FAULT_KINDS.join(", ")}`, { param: "kind" });
  const operation = optional(body["operation"]);
  return {
    kind,
    count: body["count"] === undefined ? 1 : count(body, "count"),
    ...(operation === undefined ? {} : { operation }),
    ...(body["delay_ms"] === undefined ? {} : { delayMs: count(body, "delay_ms") }),
  };
}

function text(body: Body, key: string): string {
  const value = body[key];
  if (typeof value !== "string" || value === "") throw invalid(`Missing required param: ${key}.`, { param: key });
  return value;
}

function count(body: Body, key: string): number {
  const value = body[key];
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0)
    throw invalid(`Invalid integer: ${key}`, { param: key });
  return value;
}

const optional = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

function accountOf(body: Body): { account?: string } {
  const account = optional(body["account"]);
  return account === undefined ? {} : { account };
}
