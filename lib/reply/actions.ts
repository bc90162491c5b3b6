import { isFieldValue } from "#lib/http/field.ts";
import { firstValue, type Pairs } from "#lib/http/pairs.ts";
import { splitTarget } from "#lib/http/target.ts";
import { decodeBytes, latin1Bytes } from "#lib/model/bytes.ts";
import type { Fault } from "#lib/model/fault.ts";
import type { Delay, RuleReply, SimpleAction } from "#lib/model/rule.ts";
import type { Draft } from "./prepare.ts";
import { compileTemplate, type Template, type Warn } from "./template.ts";
import type { Scene } from "./template-sources.ts";

/** What a rule does, ready to be done for one message: a draft, which prepareDraft makes safe, and perhaps a fault. */
export type Act = {
  usesSeq: boolean;
  /** Names where in the action a warning belongs: "body", "headers.2". */
  draft: (scene: Scene, warn?: PathWarn) => Draft;
  fault: Fault | null;
};
export type PathWarn = (path: string, expression: string, message: string) => void;

const PLAIN: Pairs = [["Content-Type", "text/plain; charset=utf-8"]];
const OK: RuleReply = {
  status: 200,
  headers: PLAIN,
  body: { encoding: "utf8", data: "This is the body of a reply that goes wrong on purpose.\n" },
  delayMs: 0,
  templates: false,
};

export function compileAction(action: SimpleAction, warn: PathWarn = () => undefined): Act {
  switch (action.kind) {
    case "reply":
      return { ...compileReply(action.reply, warn), fault: null };
    case "fault":
      return { ...compileReply(action.reply ?? OK, warn), fault: action.fault };
    case "echo":
      return { usesSeq: false, fault: null, draft: (scene) => echo(scene, action.status, action.delayMs) };
    case "busy":
      return { usesSeq: false, fault: null, draft: (scene) => busy(scene, action) };
    case "redirectLoop":
      return { usesSeq: false, fault: null, draft: (scene) => redirect(scene, action.status) };
  }
}

function compileReply(reply: RuleReply, warn: PathWarn): Omit<Act, "fault"> {
  const constant = decodeBytes(reply.body);
  if (!reply.templates) {
    const { status, headers } = reply;
    return {
      usesSeq: false,
      draft: (scene) => ({ status, headers, body: constant, ownBytes: 0, delayMs: pickDelay(reply.delayMs, scene) }),
    };
  }
  const headers = reply.headers.map(([name, value], index) => {
    const template = compileTemplate(value, at(warn, `headers.${index}`));
    return { name, template };
  });
  const body = reply.body.encoding === "utf8" ? compileTemplate(reply.body.data, at(warn, "body")) : null;
  return {
    usesSeq: body?.usesSeq === true || headers.some(({ template }) => template.usesSeq),
    draft: (scene, warn = () => undefined) => {
      const filled = headers.flatMap(({ name, template }, index): Pairs => {
        const value = headerValue(template, scene, at(warn, `headers.${index}`));
        return value === null ? [] : [[name, value]];
      });
      const made = body?.isDynamic ? new TextEncoder().encode(body.render(scene, at(warn, "body"))) : null;
      return {
        status: reply.status,
        headers: filled,
        body: made ?? constant,
        ownBytes: filled.reduce((sum, [, value]) => sum + value.length, made?.length ?? 0),
        delayMs: pickDelay(reply.delayMs, scene),
      };
    },
  };
}

function at(warn: PathWarn, path: string): Warn {
  return (expression, message) => warn(path, expression, message);
}

const MAX_HEADER_CHARS = 16_384;

/**
 * A filled-in header value, or null when it cannot stand in a header: a sender must not be able to end the line (response splitting).
 * Characters beyond ASCII go out as UTF-8, like the senders' own.
 */
function headerValue(template: Template, scene: Scene, warn: Warn): string | null {
  const text = template.render(scene, warn, MAX_HEADER_CHARS);
  if (!template.isDynamic) return text;
  const value = String.fromCharCode(
    ...new TextEncoder().encode(text.slice(0, MAX_HEADER_CHARS)).subarray(0, MAX_HEADER_CHARS),
  ).trim();
  if (isFieldValue(value)) return value;
  warn("", "This header is left out: its value would hold a line break or another control character");
  return null;
}

function pickDelay(delay: Delay, { random }: Scene): number {
  if (typeof delay === "number") return delay;
  return delay.fromMs + Math.floor(random() * (delay.toMs - delay.fromMs + 1));
}

function echo(scene: Scene, status: number, delay: Delay): Draft {
  const { message } = scene.facts;
  const headers: Pairs = [];
  for (const name of ["Content-Type", "Content-Encoding"]) {
    const value = firstValue(message.headers, name);
    if (value !== undefined) headers.push([name, value]);
  }
  const body = new Uint8Array(message.body);
  return { status, headers, body, ownBytes: body.length, delayMs: pickDelay(delay, scene) };
}

function busy({ now }: Scene, action: Extract<SimpleAction, { kind: "busy" }>): Draft {
  const { status, retryAfterSeconds: seconds, asDate } = action;
  const value = asDate ? new Date(now + seconds * 1000).toUTCString() : String(seconds);
  const text = status === 429 ? "Too many requests; come back later.\n" : "Out of service; come back later.\n";
  return { status, headers: [...PLAIN, ["Retry-After", value]], body: latin1Bytes(text), ownBytes: 0, delayMs: 0 };
}

/** To the same path and query on the same host, never to another: a path that begins with "//" would name one. */
function redirect({ facts }: Scene, status: number): Draft {
  const { path, query } = splitTarget(facts.message.target);
  const same = `${/^\/[/\\]/.test(path) ? "/." : ""}${path}${query === null ? "" : `?${query}`}`;
  return { status, headers: [["Location", same]], body: new Uint8Array(0), ownBytes: 0, delayMs: 0 };
}
