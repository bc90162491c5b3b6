import { formatBytes, formatCount } from "#components/ui/format.ts";
import type { Field, Operator } from "#lib/model/condition-operators.ts";
import type { Fault } from "#lib/model/fault.ts";
import type { Action, Delay, SimpleAction } from "#lib/model/rule.ts";
import { spell } from "#lib/model/sender-attempts.ts";
import { type ConditionDraft, HAS_NAME } from "./rule-draft.ts";

/** Rules in plain words. */

export const FIELD_WORDS: { readonly [F in Field]: string } = {
  method: "Method",
  path: "Path",
  query: "Query parameter",
  header: "Header",
  contentType: "Content type",
  body: "Body text",
  json: "JSON value",
  address: "Source address",
};

/** What an operator says, and what it says when it is turned round. */
export const OPERATOR_WORDS: { readonly [O in Operator]: readonly [string, string] } = {
  equals: ["is", "is not"],
  contains: ["contains", "does not contain"],
  startsWith: ["starts with", "does not start with"],
  endsWith: ["ends with", "does not end with"],
  matches: ["matches pattern", "does not match pattern"],
  greater: ["is greater than", "is not greater than"],
  less: ["is less than", "is not less than"],
  exists: ["is there", "is not there"],
  glob: ["fits", "does not fit"],
  in: ["is in", "is not in"],
};

export type Part = { text: string; isCode: boolean };

const SUBJECTS: { readonly [F in Field]: string } = {
  method: "the method",
  path: "the path",
  query: "query parameter",
  header: "header",
  contentType: "the content type",
  body: "the body",
  json: "JSON value",
  address: "the sender's address",
};

/** One condition as words and pieces of code, in order: header, `X-Event`, is, `push`. */
export function sayCondition({ field, name, operator, value, not }: ConditionDraft): Part[] {
  const word = (text: string): Part => ({ text, isCode: false });
  const code = (text: string): Part => ({ text: text === "" ? '""' : text, isCode: true });
  return [
    word(SUBJECTS[field]),
    ...(HAS_NAME.has(field) ? [code(name)] : []),
    word(OPERATOR_WORDS[operator][not ? 1 : 0]),
    ...(operator === "exists" ? [] : [code(value)]),
  ];
}

export function sayFault(fault: Fault): string {
  switch (fault.kind) {
    case "hold":
      return `Says nothing for ${spell(fault.forMs)}, then closes`;
    case "close":
      return "Closes before any answer";
    case "reset":
      return "Resets the connection";
    case "cut":
      return `Closes after ${formatBytes(fault.afterBytes)} of the body`;
    case "drip":
      return `Drips ${formatCount(fault.bytesPerSecond)} bytes a second`;
    case "wrongLength":
      return `Content-Length ${formatBytes(Math.abs(fault.byBytes))} too ${fault.byBytes > 0 ? "long" : "short"}`;
    case "badChunk":
      return "Sends a malformed chunk";
  }
}

export function sayDelay(delay: Delay): string {
  if (typeof delay === "number") return delay === 0 ? "" : `after ${spell(delay)}`;
  return `after ${spell(delay.fromMs)} to ${spell(delay.toMs)}`;
}

/** What one answer is, beside its status. */
export function saySimple(action: SimpleAction): string {
  switch (action.kind) {
    case "reply":
      return sayDelay(action.reply.delayMs);
    case "echo":
      return `echoes the body ${sayDelay(action.delayMs)}`.trim();
    case "busy":
      return `Retry-After ${action.asDate ? "as a date, " : ""}${spell(action.retryAfterSeconds * 1000)}`;
    case "redirectLoop":
      return "redirects to itself";
    case "fault":
      return sayFault(action.fault);
  }
}

/** The status that goes out, or null where none may. */
export function statusOf(action: SimpleAction): number | null {
  switch (action.kind) {
    case "reply":
      return action.reply.status;
    case "echo":
    case "busy":
    case "redirectLoop":
      return action.status;
    case "fault":
      return null;
  }
}

export const AT_END_WORDS = {
  stay: "then stays there",
  again: "then starts again",
  pass: "then the rules below answer",
} as const;

/** What a sequence counts by. */
export function sayScope(action: Extract<Action, { kind: "sequence" }>): string {
  switch (action.scope.kind) {
    case "bin":
      return "counted for the whole bin";
    case "path":
      return "counted for each path";
    case "value":
      return `counted for each ${action.scope.template.replace(/^\{\{\s*|\s*\}\}$/g, "")}`;
  }
}

/** A name for a rule that was given none. */
export function nameOfRule(name: string, place: number): string {
  return name.trim() === "" ? `Rule ${place}` : name;
}
