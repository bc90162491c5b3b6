import { z } from "zod";
import { NUMBER_OPERATORS, type Operator, TEXT_OPERATORS, toNumber } from "./condition-operators.ts";

/**
 * What a rule looks at in a message: a field, an operator, a value. Data, never code. The same conditions choose a reply and filter
 * what is forwarded. Checked here as far as a browser can without loading a pattern engine; patterns and CIDRs are checked by
 * lib/reply/check-rules.ts.
 */

export const MAX_CONDITIONS = 20;
export const MAX_VALUE_CHARS = 2000;
export const MAX_PATTERN_CHARS = 500;

const text = z.string().max(MAX_VALUE_CHARS, "A value has at most 2,000 characters");
const name = z.string().min(1, "Give a name").max(256, "A name has at most 256 characters");

/** True turns the condition round: it holds when what it says does not. */
const not = z.boolean().optional();
/** Compare text without regard to case. Methods and media types are compared as they are written, unless this is set. */
const ignoreCase = z.boolean().optional();

export const conditionSchema = z
  .discriminatedUnion("field", [
    z.strictObject({ field: z.literal("method"), operator: z.enum(TEXT_OPERATORS), value: text, not, ignoreCase }),
    /**
     * The path behind the bin's address, without its query. `glob`: `*` is anything within a segment, `**` any number of segments,
     * `:name` one segment that templates find as `params.name`. The other operators see the path as it was written.
     */
    z.strictObject({
      field: z.literal("path"),
      operator: z.enum(["glob", ...TEXT_OPERATORS]),
      value: text,
      not,
      ignoreCase,
    }),
    /** Any value of this parameter. */
    z.strictObject({
      field: z.literal("query"),
      name,
      operator: z.enum([...TEXT_OPERATORS, ...NUMBER_OPERATORS, "exists"]),
      value: text.optional(),
      not,
      ignoreCase,
    }),
    /** Any value of this header; the name's case does not matter. */
    z.strictObject({
      field: z.literal("header"),
      name,
      operator: z.enum([...TEXT_OPERATORS, ...NUMBER_OPERATORS, "exists"]),
      value: text.optional(),
      not,
      ignoreCase,
    }),
    /** The media type alone, in lower case: `application/json` also when a charset follows. */
    z.strictObject({ field: z.literal("contentType"), operator: z.enum(TEXT_OPERATORS), value: text, not, ignoreCase }),
    /** The body as UTF-8 text. `exists`: it has at least one byte. */
    z.strictObject({
      field: z.literal("body"),
      operator: z.enum([...TEXT_OPERATORS, "exists"]),
      value: text.optional(),
      not,
      ignoreCase,
    }),
    /** A value in the JSON body: `/data/0/id` (RFC 6901) or `data[0].id`. A body that is no JSON has no values. */
    z.strictObject({
      field: z.literal("json"),
      path: z.string().max(500, "A path has at most 500 characters"),
      operator: z.enum([...TEXT_OPERATORS, ...NUMBER_OPERATORS, "exists"]),
      value: z.union([text, z.number(), z.boolean(), z.null()]).optional(),
      not,
      ignoreCase,
    }),
    /** The sender's address lies in one of these ranges: `10.0.0.0/8, 2001:db8::/32`, or single addresses. */
    z.strictObject({ field: z.literal("address"), operator: z.literal("in"), value: text, not }),
  ])
  .superRefine((condition, context) => {
    const problem = valueProblem(condition);
    if (problem) context.addIssue({ code: "custom", path: ["value"], message: problem });
  });
export type Condition = z.infer<typeof conditionSchema>;

/** Every one of them must hold; none at all always holds. */
export const conditionsSchema = z.array(conditionSchema).max(MAX_CONDITIONS, "At most 20 conditions");

function valueProblem(condition: Condition): string | null {
  const { operator, value } = condition as { operator: Operator; value?: unknown };
  if (operator === "exists") return value === undefined ? null : "Leave the value out: this operator takes none";
  if (value === undefined) return "Give a value to compare with";
  if (operator === "greater" || operator === "less") {
    return isNumeric(value) ? null : "Give a number to compare with";
  }
  if (operator !== "equals" && typeof value !== "string") return "Give a text to compare with";
  if (operator === "matches" && String(value).length > MAX_PATTERN_CHARS) return "A pattern has at most 500 characters";
  return null;
}

function isNumeric(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && toNumber(value) !== null);
}
