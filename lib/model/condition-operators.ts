import type { Condition } from "./condition.ts";

/** Which operators each field has, for forms; no schema is loaded with it. */

export type Field = Condition["field"];
export type Operator = Condition["operator"];

/** These compare text. `matches` is an RE2 pattern, found anywhere in the text unless anchored. */
export const TEXT_OPERATORS = ["equals", "contains", "startsWith", "endsWith", "matches"] as const;
/** A number on both sides; text that is no number is neither greater nor less. */
export const NUMBER_OPERATORS = ["greater", "less"] as const;

export const OPERATORS_BY_FIELD: { readonly [F in Field]: readonly Operator[] } = {
  method: TEXT_OPERATORS,
  path: ["glob", ...TEXT_OPERATORS],
  query: [...TEXT_OPERATORS, ...NUMBER_OPERATORS, "exists"],
  header: [...TEXT_OPERATORS, ...NUMBER_OPERATORS, "exists"],
  contentType: TEXT_OPERATORS,
  body: [...TEXT_OPERATORS, "exists"],
  json: [...TEXT_OPERATORS, ...NUMBER_OPERATORS, "exists"],
  address: ["in"],
};

/** A decimal number as JSON writes it, or null: "" and "0x10" are none. */
export function toNumber(value: string): number | null {
  return /^\s*-?\d+(\.\d+)?([eE][+-]?\d+)?\s*$/.test(value) ? Number(value) : null;
}
