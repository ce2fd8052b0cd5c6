/**
 * The portal's HTTP API in the browser of a signed-in person: tRPC over HTTP, values in superjson.
 */
import type { APIRequestContext } from "@playwright/test";
import superjson from "superjson";
import { z } from "zod";

const Answer = z.union([z.object({ result: z.object({ data: z.unknown() }) }), z.object({ error: z.unknown() })]);

const Failure = z.object({
  message: z.string(),
  data: z.object({ code: z.string(), httpStatus: z.number() }),
});

/** A refusal by the API; `code` is tRPC's, such as NOT_FOUND. */
export class ApiRefusal extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

export class PortalApi {
  /**
   * `request` carries the cookies of the signed-in person; `operator` is the slug in their URLs.
   */
  constructor(
    readonly request: APIRequestContext,
    private readonly portalUrl: string,
    private readonly operator: string,
  ) {}

  /**
   * Queries. `shape` parses the answer, so that a test states what it expects.
   * @throws ApiRefusal
   */
  async query<T>(path: string, input: unknown, shape: z.ZodType<T>): Promise<T> {
    const queryString = input === undefined ? "" : `?input=${encodeURIComponent(superjson.stringify(input))}`;
    const response = await this.request.get(`${this.portalUrl}/api/trpc/${path}${queryString}`, {
      headers: this.#headers(),
    });
    return shape.parse(valueOf(await response.json()));
  }

  /**
   * Mutates.
   * @throws ApiRefusal
   */
  async mutate<T>(path: string, input: unknown, shape: z.ZodType<T>): Promise<T> {
    const response = await this.request.post(`${this.portalUrl}/api/trpc/${path}`, {
      headers: { ...this.#headers(), "content-type": "application/json" },
      data: superjson.stringify(input),
    });
    return shape.parse(valueOf(await response.json()));
  }

  #headers(): Record<string, string> {
    return { "x-operator": this.operator };
  }
}

function valueOf(body: unknown): unknown {
  const answer = Answer.parse(body);
  if ("result" in answer) return unwrap(answer.result.data);
  const { message, data } = Failure.parse(unwrap(answer.error));
  throw new ApiRefusal(data.code, data.httpStatus, message);
}

function unwrap(value: unknown): unknown {
  return superjson.deserialize(z.object({ json: z.json().optional(), meta: z.any() }).partial().parse(value) as never);
}
