import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { problem } from "#lib/api/respond.ts";
import { AppError } from "#lib/errors.ts";

/** What the management API answers is never a document; opened as one, it may do nothing. */
const DATA_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'";

function isData(target: string): boolean {
  return /^\/(api|healthz|readyz)([/?]|$)/.test(target);
}

/**
 * A target whose path Next can take apart: where an escape is broken or not UTF-8, which makes its router fail, each percent sign stands
 * for itself.
 */
export function routable(target: string): string {
  const end = target.search(/[?#]/);
  const path = end < 0 ? target : target.slice(0, end);
  try {
    decodeURIComponent(path);
    return target;
  } catch {
    return path.replaceAll("%", "%25") + target.slice(path.length);
  }
}

/** Those a route can have a handler for. */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Answers a method that no call and no file of Next's has, and says so: Next would fail on it, or refuse it without a word. Which methods a
 * call has is asked with OPTIONS.
 */
export function refuseMethod({ method = "", url = "" }: IncomingMessage, response: ServerResponse): boolean {
  if (METHODS.has(method) || !(isData(url) || url.startsWith("/_next/"))) return false;
  const refusal = problem(new AppError("method_not_allowed", "No call takes this method; OPTIONS says which one does"));
  response.writeHead(refusal.status, {
    "Content-Type": refusal.headers.get("content-type") ?? "",
    "Cache-Control": "no-store",
    Allow: "OPTIONS",
  });
  void refusal.text().then((text) => response.end(text));
  return true;
}

/** The security headers of everything that Next answers. Next takes the nonce for its own scripts from the policy on the request. */
export function securePage(
  message: IncomingMessage,
  response: ServerResponse,
  options: { dev: boolean; secure: boolean },
): void {
  if (isData(message.url ?? "")) {
    response.setHeader("Content-Security-Policy", DATA_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    return;
  }
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${options.dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src blob:",
    "font-src 'self'",
    "connect-src *",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src blob:",
    "frame-ancestors 'none'",
  ].join("; ");
  message.headers["content-security-policy"] = policy;
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("X-Frame-Options", "DENY");
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
  response.setHeader("X-Robots-Tag", "noindex");
  if (options.secure) response.setHeader("Strict-Transport-Security", "max-age=31536000");
}
