import { z } from "zod";

/** When a failed delivery is tried again. Delays count from the end of the attempt before. */

const DAY_MS = 24 * 60 * 60 * 1000;

export const retryScheduleSchema = z.discriminatedUnion("kind", [
  /** One attempt. */
  z.strictObject({ kind: z.literal("none") }),
  /** 1 s, 5 s, 25 s. */
  z.strictObject({ kind: z.literal("quick") }),
  /** The example schedule of Standard Webhooks: ten attempts over three days. */
  z.strictObject({ kind: z.literal("standard") }),
  /** Doubling from `firstMs` up to `maxMs`, each delay anywhere between nothing and that (full jitter). */
  z.strictObject({
    kind: z.literal("exponential"),
    retries: z.int().min(1).max(30, "At most 30 retries"),
    firstMs: z.int().min(100).max(DAY_MS),
    maxMs: z.int().min(100).max(DAY_MS, "A delay is at most 24 hours"),
  }),
  /** Exactly these delays. */
  z.strictObject({
    kind: z.literal("list"),
    delaysMs: z
      .array(
        z
          .int()
          .min(0)
          .max(7 * DAY_MS, "A delay is at most 7 days"),
      )
      .min(1)
      .max(30, "At most 30 retries"),
  }),
]);
export type RetrySchedule = z.infer<typeof retryScheduleSchema>;
