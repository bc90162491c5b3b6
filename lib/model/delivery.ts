import { z } from "zod";
import { isToken } from "#lib/http/field.ts";
import { DELIVERY_STATES, MAX_DELIVERY_PAGE } from "./delivery-limits.ts";
import { encodedBytesSchema } from "./encoded-bytes.ts";
import { headerPairSchema } from "./reply.ts";
import { retryScheduleSchema } from "./retry-schedule.ts";

/** A capture on its way to a target, as it was or edited; each try is an attempt. */

const editFields = {
  method: z.string().max(64).refine(isToken, "A method is one word, such as POST").optional(),
  headers: z.array(headerPairSchema).max(2000).optional(),
  body: encodedBytesSchema.optional(),
};

/** What is to be sent in place of what was captured. Absent fields mean "as captured". */
export const editsSchema = z.strictObject(editFields);
export type Edits = z.infer<typeof editsSchema>;

/** Body of `POST …/captures/{seq}/deliveries`: to a URL, or to one of the bin's targets. */
export const newDeliverySchema = z
  .strictObject({
    url: z.string().min(1, "Say where to send it").max(8192).optional(),
    target: z.uuid("Name one of the bin's targets by its id").optional(),
    ...editFields,
  })
  .refine(({ url, target }) => (url === undefined) !== (target === undefined), {
    path: ["url"],
    message: "Say where to send it: either a url or a target",
  });
export type NewDelivery = z.infer<typeof newDeliverySchema>;

const pairsSchema = z.array(z.tuple([z.string(), z.string()]));

/** Where the time of an attempt went, each part by itself: looking the name up, TCP, TLS, waiting for the answer to begin. Milliseconds. */
export const timingsSchema = z.object({
  dnsMs: z.number().optional(),
  connectMs: z.number().optional(),
  tlsMs: z.number().optional(),
  firstByteMs: z.number().optional(),
  totalMs: z.number(),
});
export type Timings = z.infer<typeof timingsSchema>;

/** What went out, with secret values masked. Its body is at `…/deliveries/{id}/body`. */
export const sentRequestSchema = z.object({
  url: z.string(),
  method: z.string(),
  headers: pairsSchema,
  bodyBytes: z.int(),
});
export type SentRequest = z.infer<typeof sentRequestSchema>;

/** `request`, `headers` and `body` are left out of lists and live events. */
export const attemptSchema = z.object({
  number: z.int(),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  request: sentRequestSchema.optional(),
  status: z.int().optional(),
  headers: pairsSchema.optional(),
  body: z.object({ encoding: z.enum(["utf8", "base64"]), data: z.string(), truncated: z.boolean() }).optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  timings: timingsSchema.optional(),
});
export type Attempt = z.infer<typeof attemptSchema>;

/**
 * waiting: an attempt is under way or will follow. failed: sent once, by hand, and not taken. dead: given up; `reason` says why, and it
 * can be sent again.
 */
export const deliveryStateSchema = z.enum(DELIVERY_STATES);
export type DeliveryState = z.infer<typeof deliveryStateSchema>;

export const deliveryViaSchema = z.enum(["resend", "browser", "forward", "replay"]);
export type DeliveryVia = z.infer<typeof deliveryViaSchema>;

/**
 * gone: the target answered 410. refused: it may not or cannot be sent there. exhausted: the last attempt of the schedule failed.
 * interrupted: the server stopped twice in the middle of it. cancelled: its replay or target was taken away.
 */
export const deadReasonSchema = z.enum(["gone", "refused", "exhausted", "interrupted", "cancelled"]);
export type DeadReason = z.infer<typeof deadReasonSchema>;

export const deliverySchema = z.object({
  id: z.string(),
  captureSeq: z.int(),
  via: deliveryViaSchema,
  url: z.string(),
  method: z.string(),
  state: deliveryStateSchema,
  reason: deadReasonSchema.nullable(),
  /** A saved target, the forward and the replay it belongs to. */
  target: z.string().nullable(),
  forward: z.string().nullable(),
  replay: z.string().nullable(),
  retry: retryScheduleSchema.nullable(),
  /** When the next attempt is due, while none is under way. */
  nextAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  attempts: z.array(attemptSchema),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** Where a page of deliveries ended: when the last one was made, in milliseconds since 1970, and its id. It may be gone by then. */
const deliveryCursorSchema = z
  .string()
  .regex(/^\d{1,15}\.[0-9a-f-]{36}$/, "Take `before` from `next` of the page before")
  .transform((text) => {
    const [ms = "", id = ""] = text.split(".");
    return { createdAt: new Date(Number(ms)), id };
  });

/** The query of `GET …/deliveries`. `before` comes from `next`: older ones follow. */
export const deliveryQuerySchema = z.strictObject({
  capture: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  state: deliveryStateSchema.optional(),
  via: deliveryViaSchema.optional(),
  target: z.uuid().optional(),
  forward: z.uuid().optional(),
  replay: z.uuid().optional(),
  before: deliveryCursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_DELIVERY_PAGE).default(100),
});
export type DeliveryQuery = z.infer<typeof deliveryQuerySchema>;

export const deliveryPageSchema = z.object({
  deliveries: z.array(deliverySchema),
  /** The query of the next page, or null on the last. */
  next: z.string().nullable(),
});
export type DeliveryPage = z.infer<typeof deliveryPageSchema>;

/** Body of `POST …/deliveries/resend`: dead letters to be sent again, all or those of one target, forward or replay. */
export const resendDeadSchema = z.strictObject({
  target: z.uuid().optional(),
  forward: z.uuid().optional(),
  replay: z.uuid().optional(),
});
export type ResendDead = z.infer<typeof resendDeadSchema>;

/**
 * Body of `POST …/captures/{seq}/deliveries/browser`: what the page sent itself, and what the browser let it see of the answer. Kept as it
 * is told.
 */
export const browserDeliverySchema = z.strictObject({
  url: z.string().min(1).max(8192),
  method: z.string().max(64).refine(isToken, "A method is one word, such as POST"),
  headers: z.array(headerPairSchema).max(2000),
  body: encodedBytesSchema,
  startedAt: z.iso.datetime().refine((time) => Date.parse(time) >= 0, "Not before 1970: no clock is so wrong"),
  durationMs: z.number().min(0).max(86_400_000),
  answer: z
    .strictObject({
      status: z.int().min(100).max(999),
      headers: z.array(headerPairSchema).max(2000),
      body: encodedBytesSchema,
      truncated: z.boolean(),
    })
    .optional(),
  /** In the browser's words, when no answer could be read. */
  error: z.string().max(1000).optional(),
});
export type BrowserDelivery = z.infer<typeof browserDeliverySchema>;
