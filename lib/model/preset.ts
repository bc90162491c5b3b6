import type { Condition } from "./condition.ts";
import type { Action, NewRule } from "./rule.ts";

/** What presets are made of. No schema is loaded with them, so a page may show them all. */

export type PresetInput = {
  name: string;
  label: string;
  /** True for a secret: shown as a password field. It is kept in the rule, which only the bin's owner can read. */
  isSecret: boolean;
  example: string;
};

export type Preset = {
  id: string;
  name: string;
  group: "Handshakes" | "Browsers" | "Retries";
  /** One line: what the sender asks and what these rules answer. */
  says: string;
  /** Where the provider describes it. */
  docs: string;
  inputs: PresetInput[];
  /** Rules to put before those the bin has; `values` holds a text for each input. */
  rules: (values: { readonly [input: string]: string }) => NewRule[];
};

type Reply = { status?: number; type?: string | null; headers?: [string, string][]; body?: string };

/** A rule that gives one templated reply. */
export function answering(name: string, conditions: Condition[], reply: Reply): NewRule {
  return { name, enabled: true, conditions, action: replyAction(reply) };
}

export function replyAction({
  status = 200,
  type = "text/plain; charset=utf-8",
  headers = [],
  body = "",
}: Reply): Action {
  return {
    kind: "reply",
    reply: {
      status,
      headers: type === null ? headers : [["Content-Type", type], ...headers],
      body: { encoding: "utf8", data: body },
      delayMs: 0,
      templates: true,
    },
  };
}

/** A text as a quoted literal of a template. */
export function literal(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

export const method = (value: string): Condition => ({ field: "method", operator: "equals", value });
export const query = (name: string): Condition => ({ field: "query", name, operator: "exists" });
export const header = (name: string): Condition => ({ field: "header", name, operator: "exists" });
export const headerIs = (name: string, value: string): Condition => ({
  field: "header",
  name,
  operator: "equals",
  value,
});
export const jsonIs = (path: string, value: string | number): Condition => ({
  field: "json",
  path,
  operator: "equals",
  value,
});
