import { z } from "zod";
import { replyFactsSchema } from "./reply-facts.ts";

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

/** The query of `GET …/captures`. `after` and `before` are exclusive. */
export const captureQuerySchema = z.strictObject({
  after: seqText.optional(),
  before: seqText.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
  order: z.enum(["newest", "oldest"]).default("newest"),
  /** Only captures that this rule answered. */
  rule: z.string().max(64).optional(),
});
export type CaptureQuery = z.infer<typeof captureQuerySchema>;
