import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** What the management API answers is never a document; opened as one, it may do nothing. */
const DATA_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'";

/** Whether a target is of the management API, or of what watches the process. */
export function isData(target: string): boolean {
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

/** By these Next's script asks for pieces of a page. Data has no pieces, and Next would send whoever asks for one to another address. */
const PAGE_HEADERS = [
  "rsc",
  "next-router-state-tree",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-url",
];

/** The security headers of everything that Next answers. Next takes the nonce for its own scripts from the policy on the request. */
export function securePage(
  message: IncomingMessage,
  response: ServerResponse,
  options: { dev: boolean; secure: boolean },
): void {
  if (isData(message.url ?? "")) {
    for (const name of PAGE_HEADERS) delete message.headers[name];
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
