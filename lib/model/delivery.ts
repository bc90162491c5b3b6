import { z } from "zod";
import { isToken } from "#lib/http/field.ts";
import { encodedBytesSchema } from "./encoded-bytes.ts";
import { headerPairSchema } from "./reply.ts";

/** A capture on its way to a target URL, as it was or edited; each try is an attempt. */

export const MAX_ANSWER_BYTES = 1024 * 1024;

/** Body of `POST …/captures/{seq}/deliveries`. Absent fields mean "as captured". */
export const newDeliverySchema = z.strictObject({
  url: z.string().min(1, "Say where to send it").max(8192),
  method: z.string().max(64).refine(isToken, "A method is one word, such as POST").optional(),
  headers: z.array(headerPairSchema).max(2000).optional(),
  body: encodedBytesSchema.optional(),
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

export const attemptSchema = z.object({
  number: z.int(),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  status: z.int().optional(),
  headers: pairsSchema.optional(),
  body: z.object({ encoding: z.enum(["utf8", "base64"]), data: z.string(), truncated: z.boolean() }).optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  timings: timingsSchema.optional(),
});
export type Attempt = z.infer<typeof attemptSchema>;

export const deliverySchema = z.object({
  id: z.string(),
  captureSeq: z.int(),
  url: z.string(),
  method: z.string(),
  state: z.enum(["succeeded", "failed", "waiting"]),
  createdAt: z.iso.datetime(),
  attempts: z.array(attemptSchema),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** The query of `GET …/deliveries`. */
export const deliveryQuerySchema = z.strictObject({
  capture: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});
