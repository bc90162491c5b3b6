import { z } from "zod";
import { editsSchema } from "./delivery.ts";
import { retryScheduleSchema } from "./retry-schedule.ts";
import { targetUrlSchema } from "./target.ts";

/** Many deliveries in order: one capture many times, or many captures as they came, faster or slower. */

export const MAX_REPLAY_CAPTURES = 100_000;
export const MAX_REPLAY_SENDS = 100_000;
/** How many of a bin's replays may be under way. */
export const MAX_RUNNING_REPLAYS = 5;

const seqSchema = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

export const paceSchema = z.discriminatedUnion("kind", [
  /** Each as soon as the one before it was answered. */
  z.strictObject({ kind: z.literal("at_once") }),
  z.strictObject({
    kind: z.literal("rate"),
    perSecond: z.number().min(0.01, "At least 0.01 a second").max(1000, "At most 1000 a second"),
  }),
  /** With the gaps the captures came with; `speed` 2 is twice as fast, 0.5 half as fast. */
  z.strictObject({
    kind: z.literal("original"),
    speed: z.number().min(0.01, "At least 0.01").max(10_000, "At most 10,000").default(1),
  }),
]);
export type Pace = z.infer<typeof paceSchema>;

export const newReplaySchema = z
  .strictObject({
    captures: z.array(seqSchema).min(1, "Choose at least one capture").max(MAX_REPLAY_CAPTURES).optional(),
    range: z
      .strictObject({ from: seqSchema, to: seqSchema })
      .refine(({ from, to }) => from <= to, { path: ["to"], message: "The range ends before it begins" })
      .optional(),
    target: z.uuid("Name one of the bin's targets by its id").optional(),
    url: targetUrlSchema.optional(),
    times: z.int().min(1).default(1),
    pace: paceSchema.default({ kind: "at_once" }),
    retry: retryScheduleSchema.default({ kind: "none" }),
    edits: editsSchema.optional(),
  })
  .superRefine((replay, context) => {
    const problem = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (!replay.captures === !replay.range) problem("captures", "Give either captures or range");
    if (!replay.target === !replay.url) problem("target", "Give either target or url");
    if (replay.edits && replay.captures?.length !== 1) problem("edits", "Only one capture can be edited");
    if ((replay.captures?.length ?? 1) * replay.times > MAX_REPLAY_SENDS) {
      problem("times", `A replay sends at most ${MAX_REPLAY_SENDS} requests`);
    }
  });
export type NewReplay = z.input<typeof newReplaySchema>;

export const replaySchema = z.object({
  id: z.string(),
  state: z.enum(["running", "done", "cancelled"]),
  /** A saved target's id, or null when a URL was given. */
  target: z.string().nullable(),
  url: z.string(),
  /** How many captures, how many times over, and so how many sends. */
  captures: z.int(),
  times: z.int(),
  total: z.int(),
  pace: paceSchema,
  retry: retryScheduleSchema,
  /** First attempts that ended; the sum of the next three is `sent + skipped`. */
  sent: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  /** Captures that were gone, or not whole, when their turn came. */
  skipped: z.int(),
  /** When the next one goes, while that is some time away. */
  nextAt: z.iso.datetime().nullable(),
  /** True while the target is left alone because it keeps failing. */
  paused: z.boolean(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type Replay = z.infer<typeof replaySchema>;
