import { z } from "zod";

/**
 * Ways to answer badly on purpose. The capture is stored before any of it happens. Faults need the bare socket, so they work behind
 * Wirebin's own server only.
 */

/** No connection is held longer than this, whatever a rule says. */
export const MAX_HOLD_MS = 120_000;

export const faultSchema = z.discriminatedUnion("kind", [
  /** Says nothing, then closes after this long. */
  z.strictObject({
    kind: z.literal("hold"),
    forMs: z.int().min(0).max(MAX_HOLD_MS, "A connection is held for at most 120,000 ms"),
  }),
  /** Closes in good order before a byte of an answer. */
  z.strictObject({ kind: z.literal("close") }),
  /** Resets the connection (TCP RST) before a byte of an answer. */
  z.strictObject({ kind: z.literal("reset") }),
  /** Sends the headers and the first bytes of the body, then closes. */
  z.strictObject({ kind: z.literal("cut"), afterBytes: z.int().min(0).max(1_048_576) }),
  /** Sends the body at this speed, and closes when it takes longer than MAX_HOLD_MS. */
  z.strictObject({
    kind: z.literal("drip"),
    bytesPerSecond: z.int().min(1, "At least 1 byte a second").max(1_048_576),
  }),
  /** Says that the body is this much longer (or, below zero, shorter) than it is, then closes. */
  z.strictObject({
    kind: z.literal("wrongLength"),
    byBytes: z
      .int()
      .min(-1_048_576)
      .max(1_048_576)
      .refine((bytes) => bytes !== 0, "Say by how much it is wrong"),
  }),
  /** Begins a chunked body with a chunk size that is none, then closes. */
  z.strictObject({ kind: z.literal("badChunk") }),
]);
export type Fault = z.infer<typeof faultSchema>;
