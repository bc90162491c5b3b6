import { AppError, ERRORS, isAppError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";

type Context<P> = { params: Promise<P> };
type Handler<P> = (request: Request, params: P) => Promise<Response> | Response;

/**
 * Wraps a management route: whatever it throws becomes one RFC 9457 answer, whatever it answers is never cached. Unknown errors are
 * logged whole and shown as one neutral sentence.
 */
export function route<P = unknown>(handler: Handler<P>): (request: Request, context: Context<P>) => Promise<Response> {
  return async (request, context) => {
    let response: Response;
    try {
      response = await handler(request, await context.params);
    } catch (error) {
      response = problem(error);
    }
    response.headers.set("Cache-Control", "no-store");
    response.headers.set("X-Content-Type-Options", "nosniff");
    return response;
  };
}

/**
 * What a route with these methods answers to the others: `405` with what there is (RFC 9110 section 15.5.6). Next would say so without a body.
 * To OPTIONS it tells the same as `204`.
 */
export function only(...methods: string[]): ReturnType<typeof route> {
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  return route((request) => {
    const refusal = new AppError("method_not_allowed", `Here it takes ${allow}`);
    const response = request.method === "OPTIONS" ? noContent() : problem(refusal);
    response.headers.set("Allow", allow);
    return response;
  });
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(value, { status, headers });
}

export function noContent(headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 204, headers });
}

/** RFC 9457 problem details. `code` is from the closed list in errors.ts. */
export function problem(error: unknown): Response {
  if (!isAppError(error)) {
    log().error({ err: error }, "a management call failed");
    return problemOf("internal", "Try again; if it goes on, the server's log says more.", [], 0);
  }
  if (error.cause !== undefined) log().warn({ err: error }, "a management call was refused");
  return problemOf(error.code, error.message, error.problems, error.retryAfterSeconds);
}

function problemOf(
  code: AppError["code"],
  detail: string,
  errors: AppError["problems"],
  retryAfterSeconds: number,
): Response {
  const { status, title } = ERRORS[code];
  const body = {
    type: `urn:wirebin:problem:${code}`,
    title,
    status,
    code,
    detail,
    ...(errors.length > 0 && { errors }),
  };
  const headers: Record<string, string> = { "Content-Type": "application/problem+json" };
  if (status === 503 || status === 429) headers["Retry-After"] = String(retryAfterSeconds);
  return new Response(JSON.stringify(body), { status, headers });
}
