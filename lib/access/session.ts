import { env } from "#lib/env.ts";
import { hashSecret, newSecret } from "#lib/model/ids.ts";
import { createSession, touchSession } from "#lib/store/sessions.ts";

/** An owner's browser session: an opaque token in a cookie, kept in the database by its hash, so that it can be revoked. */
export type Session = { hash: Uint8Array<ArrayBuffer> };

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const YEAR_SECONDS = 34_560_000;

/** `__Host-` needs https; a dashboard on plain http (a laptop, a LAN) uses the bare name. */
function cookieName(): string {
  return isSecure() ? "__Host-wirebin" : "wirebin";
}

function isSecure(): boolean {
  return env().PUBLIC_URL?.startsWith("https:") ?? false;
}

/** The session that a Cookie header names, or null. */
export async function readSession(cookieHeader: string | null | undefined): Promise<Session | null> {
  const hash = sessionHash(cookieHeader);
  return hash && (await touchSession(hash)) ? { hash } : null;
}

/**
 * What a Cookie header shows of a session, whether there is one or not. Two cookies of our name mean that a neighbouring host planted one:
 * then nobody is signed in.
 */
export function sessionHash(cookieHeader: string | null | undefined): Session["hash"] | null {
  const prefix = `${cookieName()}=`;
  const tokens = (cookieHeader ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .map((part) => part.slice(prefix.length));
  const token = tokens[0];
  return tokens.length === 1 && token !== undefined && TOKEN.test(token) ? hashSecret(token) : null;
}

/** Makes a session; `setCookie` is the value of the Set-Cookie header that gives it to the browser. */
export async function startSession(): Promise<{ session: Session; setCookie: string }> {
  const token = newSecret();
  const hash = hashSecret(token);
  await createSession(hash);
  const secure = isSecure() ? "; Secure" : "";
  return {
    session: { hash },
    setCookie: `${cookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${YEAR_SECONDS}${secure}`,
  };
}
