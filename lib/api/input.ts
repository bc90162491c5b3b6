import type { z } from "zod";
import { AppError, type FieldProblem } from "#lib/errors.ts";
import { mediaType } from "#lib/http/media-type.ts";
import { readLimited } from "#lib/http/read-limited.ts";

/** Largest JSON body of a management call, unless the route says otherwise: a reply of 1 MiB in base64, and room. */
const MAX_JSON_BYTES = 2 * 1024 * 1024;
const MAX_DEPTH = 64;

/**
 * A JSON body, checked by its schema. An absent body is `{}` when `optional`. Throws `unsupported_media_type`, `too_large`,
 * `bad_request` (not JSON) or `invalid_input` with a problem for each field.
 */
export async function readJson<S extends z.ZodType>(
  request: Request,
  schema: S,
  options: { optional?: boolean; maxBytes?: number } = {},
): Promise<z.output<S>> {
  const limit = options.maxBytes ?? MAX_JSON_BYTES;
  const body = await readLimited(request.body, limit);
  if (body.kind === "too_large") throw new AppError("too_large", `Send at most ${limit} bytes of JSON`);
  if (body.kind !== "whole") throw new AppError("bad_request", "The body ended before it was whole");
  if (body.bytes.length === 0 && options.optional) return check(schema, {});
  // A form or a plain-text post from another site can never claim to be JSON without a preflight.
  if (mediaType(request.headers.get("content-type")) !== "application/json") {
    throw new AppError("unsupported_media_type", "Set Content-Type: application/json");
  }
  return check(schema, parseJson(body.bytes));
}

/** A query string, checked by its schema. A parameter given twice is refused, unless `repeatable`: those are lists. */
export function readQuery<S extends z.ZodType>(
  request: Request,
  schema: S,
  repeatable: readonly string[] = [],
): z.output<S> {
  const { searchParams } = new URL(request.url);
  const values: Record<string, string | string[]> = {};
  for (const name of repeatable) if (searchParams.has(name)) values[name] = searchParams.getAll(name);
  for (const [name, value] of searchParams) {
    if (repeatable.includes(name)) continue;
    if (Object.hasOwn(values, name)) throw invalid([{ path: name, message: "Give this parameter once" }]);
    Object.defineProperty(values, name, { value, enumerable: true });
  }
  return check(schema, values);
}

function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("bad_request", "The body is not valid UTF-8");
  }
  if (depthOf(text) > MAX_DEPTH) throw new AppError("bad_request", `The JSON is nested more than ${MAX_DEPTH} deep`);
  try {
    return JSON.parse(text, /\\ud[89a-f]/i.test(text) ? wholeCharacters : undefined);
  } catch (error) {
    throw new AppError("bad_request", `The body is not valid JSON: ${(error as Error).message}`);
  }
}

/** An escape may be half a character, which no UTF-8 can hold: a page that shows it would differ from what the server wrote. */
function wholeCharacters(_: string, value: unknown): unknown {
  return typeof value === "string" ? value.toWellFormed() : value;
}

/** How deep brackets nest outside strings; looked at before parsing, which recurses. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (inString) {
      if (unit === 0x5c) i += 1;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
  }
  return deepest;
}

function check<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.flatMap((issue): FieldProblem[] =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({ path: [...issue.path, key].join("."), message: "This field is not known here" }))
        : [{ path: issue.path.join("."), message: issue.message }],
    ),
  );
}

function invalid(problems: FieldProblem[]): AppError {
  const said = problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("; ");
  return new AppError("invalid_input", said, { problems });
}
