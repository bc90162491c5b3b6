import { z } from "zod";
import { HOP_BY_HOP, isFieldValue, isToken } from "#lib/http/field.ts";

/** Where deliveries of a bin go: a named URL with headers of its own, and how fast it may be called. */

export const MAX_TARGETS = 50;
/** Stands where a secret header's value stood, in attempts as in targets. */
export const SECRET_MASK = "********";

export const targetUrlSchema = z
  .string()
  .min(1, "Say where to send it")
  .max(8192, "A target has at most 8192 characters")
  .refine(isTargetUrl, "Use http:// or https:// and a host name, without a user name or password");

/** Message framing, Host and the loop guard are written by Wirebin on every hop. */
function isOwnField(name: string): boolean {
  const lower = name.toLowerCase();
  return HOP_BY_HOP.has(lower) || lower === "host" || lower.startsWith("x-wirebin-");
}

const nameSchema = z
  .string()
  .max(256)
  .refine(isToken, "A header name is letters, digits and !#$%&'*+.^_`|~- only")
  .refine((name) => !isOwnField(name), "Wirebin writes this header itself");

const valueSchema = z
  .string()
  .max(16_384)
  .refine(isFieldValue, "A header value is one line of latin1 text, without control characters");

/** A header that deliveries add, in place of captured ones of that name. */
export const addedHeaderSchema = z.tuple([nameSchema, valueSchema]);
export const headerNameSchema = z
  .string()
  .max(256)
  .refine(isToken, "A header name is letters, digits and !#$%&'*+.^_`|~- only");

/** `value` may be left out of a secret header that the target has already: then it stays as it is. */
export const targetHeaderSchema = z.strictObject({
  name: nameSchema,
  value: valueSchema.optional(),
  secret: z.boolean().default(false),
});

const fields = {
  name: z.string().trim().min(1, "Give the target a name").max(80, "A name has at most 80 characters"),
  url: targetUrlSchema,
  headers: z.array(targetHeaderSchema).max(50, "At most 50 headers"),
  /** How many deliveries may be on their way to it at once. */
  concurrency: z.int().min(1).max(50, "At most 50 at once"),
  ratePerSecond: z.number().min(0.01, "At least 0.01 a second").max(1000, "At most 1000 a second").nullable(),
};

export const newTargetSchema = z.strictObject({
  name: fields.name,
  url: fields.url,
  headers: fields.headers.default([]),
  concurrency: fields.concurrency.default(5),
  ratePerSecond: fields.ratePerSecond.default(null),
});
export type NewTarget = z.input<typeof newTargetSchema>;

export const targetChangesSchema = z
  .strictObject(fields)
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, "Name at least one field to change");
export type TargetChanges = z.input<typeof targetChangesSchema>;

/** `open`: it failed five times in a row, and nothing is sent before `openUntil`; then one delivery goes ahead to see. */
export const circuitSchema = z.object({
  state: z.enum(["closed", "open"]),
  failures: z.int(),
  openUntil: z.iso.datetime().nullable(),
});

export const targetSchema = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  /** A secret header's value is never shown again: null. */
  headers: z.array(z.object({ name: z.string(), value: z.string().nullable(), secret: z.boolean() })),
  concurrency: z.int(),
  ratePerSecond: z.number().nullable(),
  circuit: circuitSchema,
  createdAt: z.iso.datetime(),
});
export type Target = z.infer<typeof targetSchema>;

export function isTargetUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
}
