import { isFieldValue } from "#lib/http/field.ts";
import type { Pairs } from "#lib/http/pairs.ts";
import { decodeBytes } from "#lib/model/bytes.ts";
import type { Reply } from "#lib/model/reply.ts";
import { storedBody, storedSharedBody } from "#lib/model/reply-body.ts";
import { type ReplyFacts, withReplyFacts } from "#lib/model/reply-facts.ts";

/** A reply ready for the wire: headers made safe, body as bytes. `stripped` names what the owner set and no sender gets. */
export type PreparedReply = {
  status: number;
  headers: Pairs;
  /** `headers`, and what else there is to know of the reply, as they are stored with each capture. */
  headersJson: string;
  body: Uint8Array<ArrayBuffer>;
  /** How much of it was made for one message and is no other reply's too. */
  ownBytes: number;
  delayMs: number;
  stripped: string[];
};

/**
 * Users control replies, and by default these share a host with the dashboard. So every reply is sandboxed into an origin of its
 * own and loses the headers that would reach past its document (MDN's header reference).
 */
const SAFETY: Pairs = [
  ["Content-Security-Policy", "sandbox allow-forms allow-scripts allow-popups"],
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "no-referrer"],
  ["Cross-Origin-Resource-Policy", "cross-origin"],
  ["Origin-Agent-Cluster", "?1"],
];

/** These are ours alone: a second value from the owner could weaken them. CSP may repeat, since each policy only restricts further. */
const REPLACED: ReadonlySet<string> = new Set(["x-content-type-options", "referrer-policy", "origin-agent-cluster"]);

const STRIPPED: ReadonlySet<string> = new Set([
  "alt-svc",
  "clear-site-data",
  "connection",
  "content-length",
  "keep-alive",
  "nel",
  "proxy-authenticate",
  "proxy-connection",
  "public-key-pins",
  "public-key-pins-report-only",
  "report-to",
  "reporting-endpoints",
  "service-worker-allowed",
  "set-login",
  "sourcemap",
  "strict-transport-security",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const COOKIES: ReadonlySet<string> = new Set(["set-cookie", "set-cookie2"]);

/** A reply before it is made safe: what an owner wrote, or what a rule made of it for one message. */
export type Draft = Pick<PreparedReply, "status" | "headers" | "body" | "ownBytes" | "delayMs">;

export function prepareReply(reply: Reply, options: { ownHost: boolean }): PreparedReply {
  return prepareDraft({ ...reply, body: decodeBytes(reply.body), ownBytes: 0 }, options);
}

/**
 * Every reply passes here, rendered ones after rendering: headers are checked again, since values may come from senders. `facts`: what is
 * kept of it besides.
 */
export function prepareDraft(
  reply: Draft,
  options: { ownHost: boolean },
  facts: Pick<ReplyFacts, "fault" | "step"> = {},
): PreparedReply {
  const headers: Pairs = [];
  const stripped: string[] = [];
  for (const [name, value] of reply.headers) {
    const key = name.toLowerCase();
    const unsafe =
      STRIPPED.has(key) || REPLACED.has(key) || (COOKIES.has(key) && !options.ownHost) || !isFieldValue(value);
    if (unsafe) stripped.push(name);
    else if (key !== "x-request-id") headers.push([name, value]);
  }
  const set = new Set(headers.map(([name]) => name.toLowerCase()));
  if (!set.has("cache-control")) headers.push(["Cache-Control", "no-store"]);
  for (const [name, value] of SAFETY) {
    if (name !== "Cross-Origin-Resource-Policy" || !set.has("cross-origin-resource-policy"))
      headers.push([name, value]);
  }
  const body = hasNoBody(reply.status) ? new Uint8Array(0) : reply.body;
  const stored = reply.ownBytes === 0 ? storedSharedBody(body) : storedBody(body);
  return {
    status: reply.status,
    headers,
    headersJson: withReplyFacts(headers, { ...facts, delayMs: reply.delayMs }, stored),
    body,
    ownBytes: reply.ownBytes,
    delayMs: reply.delayMs,
    stripped,
  };
}

/** The same reply with a status that carries no content. */
export function withoutBody(reply: PreparedReply, status: number): PreparedReply {
  const headersJson = withReplyFacts(reply.headers, { delayMs: reply.delayMs });
  return { ...reply, status, headersJson, body: new Uint8Array(0) };
}

/** 204, 205 and 304 carry no content (RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5). */
export function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}
