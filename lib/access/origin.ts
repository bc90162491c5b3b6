import { isIP } from "node:net";
import { ownListeners } from "#lib/egress/own-listener.ts";
import { env } from "#lib/env.ts";

/** Which addresses are this Wirebin's own. Links are built from settings, never from the Host header. */

/** How people reach the dashboard, without a slash at the end. */
export function publicUrl(): string {
  const { PUBLIC_URL, HOST, PORT } = env();
  if (PUBLIC_URL !== undefined) return new URL(PUBLIC_URL).origin;
  const host = isLoopbackHost(HOST) || isAnyHost(HOST) ? "localhost" : isIP(HOST) === 6 ? `[${HOST}]` : HOST;
  // The real port, when PORT asked for any free one.
  const port = ownListeners()[0]?.port ?? PORT;
  return `http://${host}:${port}`;
}

/** The address of a bin that senders are given. */
export function captureUrl(bin: string): string {
  const { CAPTURE_URL } = env();
  if (CAPTURE_URL === undefined) return `${publicUrl()}/${bin}`;
  if (CAPTURE_URL.includes("://*.")) return new URL(CAPTURE_URL.replace("://*.", `://${bin}.`)).origin;
  return `${new URL(CAPTURE_URL).origin}/${bin}`;
}

/**
 * True when `origin` (an Origin header) is one of our own pages. Without PUBLIC_URL that is any origin that names the host the call
 * was sent to, as long as that host is an IP address or localhost: no attacker can make those names resolve elsewhere.
 */
export function isOwnOrigin(origin: string, host: string | undefined): boolean {
  if (origin === publicUrl()) return true;
  if (env().PUBLIC_URL !== undefined || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (url.origin !== origin || url.host !== host) return false;
  const name = url.hostname.replace(/^\[|\]$/g, "");
  return name === "localhost" || isIP(name) !== 0;
}

/** True for the names and addresses under which only this machine can be reached. */
export function isLoopbackHost(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function isAnyHost(host: string): boolean {
  return host === "0.0.0.0" || host === "::" || host === "";
}
