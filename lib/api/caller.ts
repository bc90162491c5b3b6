import { authorise, bearerKey, type Credentials } from "#lib/access/authorise.ts";
import { isOwnOrigin } from "#lib/access/origin.ts";
import { AppError } from "#lib/errors.ts";
import type { StoredBin } from "#lib/store/bins.ts";

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

export function credentialsOf(request: Request): Credentials {
  return { key: bearerKey(request.headers.get("authorization")), cookie: request.headers.get("cookie") };
}

/**
 * The bin of a management call, when the caller may use it. A changing call that rests on the cookie must come from our own pages; one
 * that shows the key needs no such proof, since no other site knows the key.
 */
export async function callerBin(request: Request, id: string): Promise<StoredBin> {
  const credentials = credentialsOf(request);
  if (credentials.key === undefined && !SAFE_METHODS.has(request.method)) requireOwnPage(request);
  return authorise(id, credentials);
}

/** Throws `forbidden_origin` unless the browser says that the call comes from one of our own pages. */
export function requireOwnPage(request: Request): void {
  if (!isFromOwnPage(request)) {
    throw new AppError(
      "forbidden_origin",
      "Calls that change something need the bin's key, or must come from Wirebin's own pages",
    );
  }
}

/** Browsers say where a call comes from in Sec-Fetch-Site and Origin; neither can be set by a page (Fetch standard). */
export function isFromOwnPage(request: Request): boolean {
  const origin = request.headers.get("origin");
  if (origin !== null) return isOwnOrigin(origin, request.headers.get("host") ?? undefined);
  return request.headers.get("sec-fetch-site") === "same-origin";
}
