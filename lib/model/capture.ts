import { z } from "zod";
import { isToken } from "#lib/http/field.ts";
import { MAX_HEADER_TERM_CHARS, MAX_HEADER_TERMS, parseHeaderTerm } from "./header-term.ts";
import { replyFactsSchema } from "./reply-facts-schema.ts";

/** A stored arrival, as lists and events carry it (summary) and as one opens it (capture). */

const pairsSchema = z.array(z.tuple([z.string(), z.string()]));

/** message: whole; rejected: over a limit, kept without its body; malformed: refused by the parser, kept as the bytes that came. */
export const captureKindSchema = z.enum(["message", "rejected", "malformed"]);
export type CaptureKind = z.infer<typeof captureKindSchema>;

export const summarySchema = z.object({
  seq: z.int(),
  id: z.string(),
  kind: captureKindSchema,
  receivedAt: z.iso.datetime(),
  method: z.string(),
  /** The request target as it came, latin1 code units. */
  target: z.string(),
  path: z.string(),
  contentType: z.string().nullable(),
  bodyBytes: z.int(),
  remoteIp: z.string(),
  userAgent: z.string().nullable(),
  replyStatus: z.int(),
  /** At most 200 characters of the body when it is text, else null. */
  preview: z.string().nullable(),
  /** Only when true: kept whatever the bin's limits say. */
  pinned: z.boolean().optional(),
  /** Only when there is one. */
  note: z.string().optional(),
});
export type Summary = z.infer<typeof summarySchema>;

export const captureSchema = summarySchema.extend({
  httpVersion: z.string(),
  /** False when something between the sender and us may have rewritten the message (Next's own router). */
  exact: z.boolean(),
  headers: pairsSchema,
  query: pairsSchema,
  trailers: pairsSchema,
  body: z.object({
    encoding: z.enum(["utf8", "base64"]),
    /** At most the first MAX_INLINE_BODY_BYTES; `/body` has all. */
    data: z.string(),
    sha256: z.string(),
    /** How many bytes `data` stands for. */
    shown: z.int(),
  }),
  /** `status` is 0 when a rule had no reply sent at all. */
  reply: z.object({
    status: z.int(),
    headers: pairsSchema,
    ruleId: z.string().optional(),
    ...replyFactsSchema.shape,
  }),
  host: z.string().nullable(),
  /** Why a rejected or malformed message was not taken whole; null for a message. */
  reason: z.string().nullable(),
});
export type Capture = z.infer<typeof captureSchema>;

export const MAX_INLINE_BODY_BYTES = 1024 * 1024;
export const MAX_PREVIEW_CHARS = 200;
export const MAX_PAGE = 200;

export const capturePageSchema = z.object({
  captures: z.array(summarySchema),
  lastSeq: z.int(),
  firstSeq: z.int(),
  total: z.int(),
  next: z.string().nullable(),
});
export type CapturePage = z.infer<typeof capturePageSchema>;

const seqText = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Longest text that one looks for; longer ones cost the store more than they find. */
export const MAX_FILTER_CHARS = 200;

const filterText = z
  .string()
  .min(1, "Leave it out to see all")
  .max(MAX_FILTER_CHARS, `Use at most ${MAX_FILTER_CHARS} characters`)
  .refine((text) => !text.includes("\0"), "No stored text holds a NUL character");

const headerTermText = z
  .string()
  .refine(
    (text) => parseHeaderTerm(text) !== null,
    `Use a header's name, name=value or name~part, at most ${MAX_HEADER_TERM_CHARS} characters`,
  );

/** Which captures a list shows. Texts are found without regard to the case of A to Z. */
export const captureFilterSchema = z.strictObject({
  /** Exactly, as methods are told apart by case. */
  method: z.string().max(64).refine(isToken, "A method is one word, such as POST").optional(),
  /** A status, a class such as 4xx, or 0 for no reply at all. */
  status: z
    .string()
    .regex(/^(0|[1-5]xx|[1-5]\d\d)$/, "Use a status such as 404, a class such as 4xx, or 0 for none")
    .optional(),
  kind: captureKindSchema.optional(),
  pinned: z.enum(["true", "false"]).optional(),
  /** The sender's address, exactly as captures show it. */
  from: z.string().min(1).max(64).optional(),
  /** Somewhere in the request target. */
  path: filterText.optional(),
  /** Somewhere in the request target or the preview. */
  text: filterText.optional(),
  /** Each of them among the headers, as header-term.ts writes them. */
  header: z.array(headerTermText).max(MAX_HEADER_TERMS, `Look for at most ${MAX_HEADER_TERMS} headers`).optional(),
});
export type CaptureFilter = z.infer<typeof captureFilterSchema>;

/** The query of `GET …/captures`. `after` and `before` are exclusive. */
export const captureQuerySchema = z.strictObject({
  after: seqText.optional(),
  before: seqText.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
  order: z.enum(["newest", "oldest"]).default("newest"),
  /** Only captures that this rule answered. */
  rule: z.string().max(64).optional(),
  ...captureFilterSchema.shape,
});
export type CaptureQuery = z.infer<typeof captureQuerySchema>;
