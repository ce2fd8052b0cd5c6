/**
 * The portal's HTTP API as a browser uses it: tRPC with superjson, a cookie, and the operator in a
 * header.
 */

/** `status` 0: no answer came, and it is unknown whether the act was done. */
export class PortalRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "PortalRefused";
  }
}

export type Portal = {
  readonly query: (procedure: string, input: unknown) => Promise<unknown>;
  readonly mutate: (procedure: string, input: unknown) => Promise<unknown>;
};

const REQUEST_TIMEOUT_MS = 20_000;

type Answer = {
  readonly result?: { readonly data?: { readonly json?: unknown } };
  readonly error?: { readonly json?: { readonly message?: string; readonly data?: { readonly code?: string } } };
};

/** @param browserSession value of the session cookie of a signed-in person */
export function openPortal(portalUrl: string, operator: string, browserSession: string): Portal {
  const headers = {
    cookie: `corrente.session=${browserSession}`,
    "x-operator": operator,
    "content-type": "application/json",
    origin: portalUrl,
  };
  const address = (procedure: string) => `${portalUrl}/api/trpc/${procedure}`;
  return {
    query: async (procedure, input) => {
      const query = encodeURIComponent(JSON.stringify({ json: input }));
      return send(`${address(procedure)}?input=${query}`, { headers });
    },
    mutate: async (procedure, input) =>
      send(address(procedure), { method: "POST", headers, body: JSON.stringify({ json: input }) }),
  };
}

async function send(url: string, request: RequestInit): Promise<unknown> {
  const { status, body } = await exchange(url, request);
  if (status === 200) return body.result?.data?.json;
  const { message = `HTTP ${status}`, data } = body.error?.json ?? {};
  throw new PortalRefused(status, data?.code ?? "UNKNOWN", message);
}

async function exchange(url: string, request: RequestInit): Promise<{ status: number; body: Answer }> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    const text = await response.text();
    return { status: response.status, body: text.startsWith("{") ? (JSON.parse(text) as Answer) : {} };
  } catch (error) {
    throw new PortalRefused(0, "NO_ANSWER", error instanceof Error ? error.message : String(error));
  }
}
