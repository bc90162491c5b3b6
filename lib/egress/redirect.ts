import { firstValue, type ReadonlyPairs } from "#lib/http/pairs.ts";
import { Failure } from "./failure.ts";
import { parseTarget, type Target } from "./target.ts";

/** One request as it goes to one target. */
export type Hop = { target: Target; method: string; headers: ReadonlyPairs; body: Uint8Array };

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const CONTENT_FIELDS: ReadonlySet<string> = new Set([
  "content-encoding",
  "content-language",
  "content-location",
  "content-type",
]);
/** What may follow to another origin; signatures, tokens and cookies were meant for the first one only. */
const CROSS_ORIGIN_FIELDS: ReadonlySet<string> = new Set([
  ...CONTENT_FIELDS,
  "accept",
  "accept-encoding",
  "accept-language",
  "user-agent",
]);

/**
 * The request a redirect asks for, by the rules of the Fetch standard (section "HTTP-redirect fetch"), null when the answer is not a
 * redirect, or a failure when it leads where no request may go. Nothing follows from https to http.
 */
export function followRedirect(hop: Hop, status: number, answerHeaders: ReadonlyPairs): Hop | Failure | null {
  const location = firstValue(answerHeaders, "location");
  if (!REDIRECTS.has(status) || location === undefined) return null;
  const target = parseTarget(location, hop.target.url);
  if (target instanceof Failure) {
    return new Failure("invalid_target", "The target redirected to something that is not a web address.");
  }
  if (hop.target.secure && !target.secure) return new Failure("insecure_redirect");

  let { method, headers, body } = hop;
  const becomesGet =
    ((status === 301 || status === 302) && method === "POST") ||
    (status === 303 && method !== "GET" && method !== "HEAD");
  if (becomesGet) {
    method = "GET";
    body = new Uint8Array();
    headers = headers.filter(([name]) => !CONTENT_FIELDS.has(name.toLowerCase()));
  }
  if (target.url.origin !== hop.target.url.origin) {
    headers = headers.filter(([name]) => CROSS_ORIGIN_FIELDS.has(name.toLowerCase()));
  }
  return { target, method, headers, body };
}
