/**
 * Every failure that crosses a room's border, with its HTTP status and the sentence a stranger may read.
 * Recognised by `code`, never by `instanceof`: the process holds two copies of this module (see singleton.ts).
 */
export const ERRORS = {
  bad_request: { status: 400, title: "The request could not be understood" },
  forbidden_origin: { status: 403, title: "This call must come from Wirebin's own pages" },
  not_found: { status: 404, title: "Nothing here for you" },
  method_not_allowed: { status: 405, title: "This method is not available here" },
  name_taken: { status: 409, title: "That name is taken" },
  conflict: { status: 409, title: "Something else changed this first" },
  too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "Send application/json" },
  invalid_input: { status: 422, title: "Some fields need another value" },
  target_not_allowed: { status: 422, title: "Deliveries may not go to that address" },
  rate_limited: { status: 429, title: "Too many calls; wait a moment" },
  internal: { status: 500, title: "Something went wrong on our side" },
  unavailable: { status: 503, title: "The store cannot be reached just now" },
} as const;

export type ErrorCode = keyof typeof ERRORS;
export type FieldProblem = { path: string; message: string };

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly problems: FieldProblem[];
  /** For `rate_limited` and `unavailable`: when to come again. */
  readonly retryAfterSeconds: number;

  /** `detail` is shown to the caller: say what to do. `cause` is only logged. */
  constructor(
    code: ErrorCode,
    detail: string,
    options: { problems?: FieldProblem[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(detail, "cause" in options ? { cause: options.cause } : {});
    this.name = "AppError";
    this.code = code;
    this.problems = options.problems ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds ?? 2;
  }
}

/** True for our errors from either copy of this module. */
export function isAppError(error: unknown): error is AppError {
  if (!(error instanceof Error) && Object.prototype.toString.call(error) !== "[object Error]") return false;
  const { code } = error as { code?: unknown };
  return typeof code === "string" && Object.hasOwn(ERRORS, code) && (error as Error).name === "AppError";
}

/** Ends a switch over a union: a new member that nobody handles fails to compile. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
